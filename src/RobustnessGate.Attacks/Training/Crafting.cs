using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs an attack on a batch to learn from what it makes: to its end, whether it succeeds or not.</summary>
internal static class Crafting
{
    /// <summary>Attacks examples.</summary>
    /// <param name="attack">A fixed-budget attack.</param>
    /// <param name="victim">The model.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="examples">The batch, on the model's device.</param>
    /// <param name="classes">How many classes the model tells apart.</param>
    /// <param name="starts">Where the attack starts, [B, ...], with values that are not a number where it starts as it would by itself; null for all.</param>
    /// <param name="seed">Fixes the random numbers.</param>
    /// <param name="cancellation">Stops the attack between passes.</param>
    /// <returns>The inputs [B, ...] that the attack ended with.</returns>
    public static Tensor Craft(
        Attack attack, Victim victim, ThreatModel threat, Examples examples, int classes, Tensor? starts, long seed, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var logits = attack.ReadsCleanLogits
            ? victim.Logits(examples.Inputs)
            : zeros(new long[] { examples.Count, classes }, ScalarType.Float32, victim.Device);
        var confirmation = new Confirmation(victim, reachesTarget: false, draws: 1);
        var active = new ActiveExamples(examples.Indices, examples.Inputs, examples.Labels, logits, Targets: null) { Starts = starts };
        var context = new AttackContext
        {
            Attack = attack,
            Goal = AttackGoal.Craft,
            Victim = victim,
            Threat = threat,
            Coordinates = new Coordinates(threat, victim.Device),
            Examples = active,
            Recorder = new SuccessRecorder(threat, AttackGoal.Craft, confirmation, active),
            Options = new EvaluationOptions { Seed = seed, BatchSize = Math.Max(1, examples.Count), CancellationToken = cancellation },
        };
        var results = examples.Inputs.clone();
        using var rows = new Rows(context, [.. examples.Indices.Select((index, position) => new AttackTask(position, index, 0, 0))]);
        attack.Start(rows);
        rows.Collect(results);
        rows.DropOver();
        while (rows.Count > 0)
        {
            using var step = NewDisposeScope();
            attack.Step(rows);
            rows.Collect(results);
            rows.EndStep();
        }

        return results.MoveToOuterDisposeScope();
    }
}
