using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs a single attack, for use as a library.</summary>
public static class AttackExtensions
{
    /// <summary>Attacks examples, whether the model classifies them correctly or not.</summary>
    /// <param name="attack">The attack.</param>
    /// <param name="victim">The model.</param>
    /// <param name="examples">The examples, on the model's device; with <see cref="Examples.Targets"/>, success means reaching them.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="seed">Fixes the random numbers.</param>
    /// <param name="cancellation">Stops the attack between passes.</param>
    /// <returns>A witness for each example that the attack breaks, confirmed by a forward pass of its own.</returns>
    /// <exception cref="ArgumentException">The attack is not defined in the threat model's norm.</exception>
    /// <exception cref="ModelOutputException">The model's output is not [B, K] with K of 2 or more.</exception>
    public static IReadOnlyList<Witness> Run(
        this Attack attack, Victim victim, Examples examples, ThreatModel threat, long seed = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(attack);
        ArgumentNullException.ThrowIfNull(victim);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(threat);
        using var scope = NewDisposeScope();
        var active = new ActiveExamples(examples.Indices, examples.Inputs, examples.Labels, victim.Logits(examples.Inputs), examples.Targets);
        var options = new EvaluationOptions { Seed = seed, BatchSize = Math.Max(1, examples.Count), CancellationToken = cancellation };
        var prepared = attack.Prepare(victim, examples, threat, options);
        using var shared = prepared as IDisposable;
        return AttackRun.Run(attack, victim, threat, active, AttackGoal.Break, options, prepared).Witnesses;
    }
}
