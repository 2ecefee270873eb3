using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Two directions that span a plane through an example, each a step as long as epsilon; features that a mask freezes have none of it.</summary>
/// <param name="Adversarial">Towards the example's witness; where there is none, where the loss grows fastest.</param>
/// <param name="Random">A direction drawn for the example.</param>
public sealed record SliceDirections(Tensor Adversarial, Tensor Random)
{
    private const string Stream = "slice";

    /// <summary>The directions from one example, on the model's device.</summary>
    /// <param name="victim">The model.</param>
    /// <param name="clean">The example as it is, [1, ...].</param>
    /// <param name="example">What became of it.</param>
    /// <param name="threat">What a step is measured by.</param>
    /// <param name="seed">Fixes, with the example's index, what is drawn.</param>
    public static SliceDirections Of(Victim victim, Tensor clean, ExampleResult example, ThreatModel threat, long seed)
    {
        ArgumentNullException.ThrowIfNull(victim);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(example);
        ArgumentNullException.ThrowIfNull(threat);
        using var scope = NewDisposeScope();
        var input = clean.to(victim.Device);
        var coordinates = new Coordinates(threat, victim.Device);
        var random = new RowRandom(seed, Stream, [new AttackTask(0, example.Index, 0, 0)], victim.Device);
        var drawn = Draw(random, input.shape, threat, coordinates);
        var adversarial = example.Witness is { Distance: > 0 } witness
            ? (witness.Input.to(victim.Device) - input) * (threat.Epsilon / witness.Distance)
            : Steepest(victim, input, example.Label, threat, coordinates);
        // A gradient of zero points nowhere.
        var first = adversarial.count_nonzero().Value<long>() > 0 ? adversarial : Draw(random, input.shape, threat, coordinates);
        return new SliceDirections(first.MoveToOuterDisposeScope(), drawn.MoveToOuterDisposeScope());
    }

    private static Tensor Steepest(Victim victim, Tensor input, long label, ThreatModel threat, Coordinates coordinates)
    {
        var labels = tensor(new[] { label }, device: victim.Device);
        var gradient = victim.Differentiate(input, logits => nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None)).Gradient;
        var finite = gradient.nan_to_num(0, 0, 0);
        return coordinates.Push(threat.Norm.SteepestDirection(coordinates.Pull(finite)) * threat.Epsilon);
    }

    private static Tensor Draw(RowRandom random, long[] shape, ThreatModel threat, Coordinates coordinates)
    {
        var drawn = coordinates.Freeze(threat.Norm.RandomPerturbation(random, shape, threat.Epsilon));
        return coordinates.Push(threat.Norm.Normalized(drawn) * threat.Epsilon);
    }
}
