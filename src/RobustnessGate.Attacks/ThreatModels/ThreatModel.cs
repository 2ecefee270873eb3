using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What an adversary may do: move an input by at most <see cref="Epsilon"/> in <see cref="Norm"/>, inside <see cref="Bounds"/>.</summary>
public sealed record ThreatModel
{
    /// <summary>Creates a threat model.</summary>
    /// <param name="norm">How perturbations are measured.</param>
    /// <param name="epsilon">The budget, in the units of the inputs (a number of features for L0).</param>
    /// <param name="bounds">The valid range of every feature.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is not a finite positive number, or below 1 for L0.</exception>
    public ThreatModel(Norm norm, double epsilon, Bounds bounds)
    {
        ArgumentNullException.ThrowIfNull(norm);
        ArgumentNullException.ThrowIfNull(bounds);
        if (!double.IsFinite(epsilon) || epsilon <= 0)
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon must be a positive number.");
        if (norm == Norm.L0 && epsilon < 1)
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "Epsilon in L0 is a number of features and must be 1 or more.");
        (Norm, Epsilon, Bounds) = (norm, epsilon, bounds);
    }

    /// <summary>How perturbations are measured.</summary>
    public Norm Norm { get; }

    /// <summary>The budget.</summary>
    public double Epsilon { get; }

    /// <summary>The valid range of every feature.</summary>
    public Bounds Bounds { get; }

    /// <summary>How much longer than epsilon a stored perturbation of this many features may measure: inputs are stored in
    /// single precision, so adding a perturbation of length epsilon to them rounds each feature.</summary>
    internal double Tolerance(long features) =>
        1e-6 * Epsilon + SinglePrecisionRounding * Math.Max(Math.Abs(Bounds.Lower), Math.Abs(Bounds.Upper)) * Norm.RoundingGrowth(features);

    private const double SinglePrecisionRounding = 1.2e-7;

    /// <summary>The nearest allowed inputs: <paramref name="candidates"/> brought into the ball around
    /// <paramref name="clean"/> and into the bounds, both [B, ...].</summary>
    public Tensor Project(Tensor candidates, Tensor clean)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(clean);
        return Norm.Project(candidates - clean, Epsilon, clean, Bounds).add_(clean).clamp_(Bounds.Lower, Bounds.Upper);
    }

    /// <summary>Whether each of <paramref name="candidates"/> is an allowed input for the clean one beside it, and its distance from
    /// it, measured in double precision; both have shape [B, ...].</summary>
    internal (bool[] Allowed, double[] Distances) Measure(Tensor candidates, Tensor clean)
    {
        using var scope = NewDisposeScope();
        var distances = Norm.Length(candidates.to(ScalarType.Float64) - clean.to(ScalarType.Float64))
            .to(ScalarType.Float64).cpu().data<double>().ToArray();
        var inBounds = (candidates >= Bounds.Lower).logical_and(candidates <= Bounds.Upper).flatten(1).all(1).cpu().data<bool>().ToArray();
        var longest = Epsilon + Tolerance(candidates.numel() / candidates.shape[0]);
        return ([.. inBounds.Zip(distances, (inside, distance) => inside && distance <= longest)], distances);
    }
}
