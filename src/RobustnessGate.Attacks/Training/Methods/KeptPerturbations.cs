using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The perturbation that each example ended with last, kept from epoch to epoch: in shares of epsilon, 8 bits a feature in Linf and half
/// precision in the other norms.</summary>
internal static class KeptPerturbations
{
    private const string Key = "perturbations";

    // A share of epsilon in Linf is a number of these parts; one number is left for "none yet".
    private const int Parts = 127;
    private const int None = -128;

    /// <summary>The points to start from, [B, ...]; not a number where an example has none yet.</summary>
    public static Tensor Starts(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        if (!step.Memory.TryGetValue(Key, out var kept))
            return full_like(step.Inputs, double.NaN).MoveToOuterDisposeScope();
        var coordinates = new Coordinates(step.Threat, step.Inputs.device);
        var shares = Decoded(kept.index_select(0, step.Indices.ToArray().On(kept.device)));
        var points = coordinates.FromModel(step.Inputs) + (shares * step.Threat.Epsilon);
        return coordinates.ToModel(points, step.Inputs).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps what the examples of a step became.</summary>
    public static void Keep(TrainingStep step, Tensor crafted)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        if (!step.Memory.TryGetValue(Key, out var kept))
            step.Remember(Key, kept = Empty(step));
        var coordinates = new Coordinates(step.Threat, crafted.device);
        var shares = (coordinates.FromModel(crafted) - coordinates.FromModel(step.Inputs)) / step.Threat.Epsilon;
        // An example may be twice in a batch where classes are balanced: the last one counts, whatever thread copies it.
        var positions = new Dictionary<long, long>();
        for (var position = 0; position < step.Indices.Count; position++)
            positions[step.Indices[position]] = position;
        kept.index_copy_(0, positions.Keys.ToArray().On(kept.device), Encoded(shares.index_select(0, positions.Values.ToArray().On(shares.device)), kept.dtype));
    }

    private static Tensor Empty(TrainingStep step)
    {
        long[] shape = [step.ExampleCount, .. step.Inputs.shape[1..]];
        return step.Threat.Norm == Norm.Linf
            ? full(shape, None, ScalarType.Int8, step.Inputs.device)
            : full(shape, double.NaN, ScalarType.Float16, step.Inputs.device);
    }

    private static Tensor Encoded(Tensor shares, ScalarType type) =>
        (type == ScalarType.Int8 ? (shares * Parts).round().clamp(-Parts, Parts) : shares).to(type);

    private static Tensor Decoded(Tensor kept)
    {
        var values = kept.to(ScalarType.Float32);
        return kept.dtype == ScalarType.Int8 ? where(kept == None, float.NaN, values / Parts) : values;
    }
}
