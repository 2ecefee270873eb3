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

    /// <summary>The same with a share of the budget.</summary>
    /// <param name="share">A number in (0, 1].</param>
    internal ThreatModel WithShare(double share) => this with { Epsilon = Norm == Norm.L0 ? Math.Max(1, share * Epsilon) : share * Epsilon };

    /// <summary>How perturbations are measured.</summary>
    public Norm Norm { get; }

    /// <summary>The budget.</summary>
    public double Epsilon { get; private init; }

    /// <summary>The valid range of every feature.</summary>
    public Bounds Bounds { get; }

    /// <summary>The share of the budget that each feature has, in the shape of an input; null for 1 throughout. Feature i may move by at most
    /// epsilon × mask_i in Linf, and its change counts 1 / mask_i-fold in the other norms; a feature with 0 is frozen.</summary>
    /// <exception cref="ArgumentException">A value is negative or not finite, or every feature is frozen.</exception>
    public Tensor? Mask
    {
        get;
        init
        {
            if (value is not null && !((value >= 0).logical_and(value.isfinite()).all().Value<bool>() && (value > 0).HasAny()))
                throw new ArgumentException("A mask holds finite numbers of 0 or more, and at least one above 0.", nameof(value));
            field = value;
        }
    }

    /// <summary>The threat model without a limit: what a minimum-norm attack works in when it is asked for the distance.</summary>
    internal ThreatModel Unlimited => this with { Epsilon = double.PositiveInfinity };

    /// <summary>The nearest allowed inputs: <paramref name="candidates"/> brought into the ball around
    /// <paramref name="clean"/> and into the bounds, both [B, ...].</summary>
    public Tensor Project(Tensor candidates, Tensor clean)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(clean);
        var coordinates = new Coordinates(this, candidates.device);
        return coordinates.ToModel(Project(coordinates.FromModel(candidates), coordinates.FromModel(clean), coordinates), clean);
    }

    /// <summary>The same in the coordinates of attacks.</summary>
    internal Tensor Project(Tensor points, Tensor clean, Coordinates coordinates) => Limit(points - clean, clean, coordinates);

    /// <summary>The same on points that nobody else looks at.</summary>
    internal Tensor ProjectInPlace(Tensor points, Tensor clean, Coordinates coordinates) => Limit(points.sub_(clean), clean, coordinates);

    private Tensor Limit(Tensor perturbation, Tensor clean, Coordinates coordinates) => coordinates.Box.ClampInPlace(
        Norm.ProjectInPlace(coordinates.Freeze(perturbation), Epsilon, clean, coordinates.Box).add_(clean));

    /// <summary>Whether each of <paramref name="candidates"/> is an allowed input for the clean one beside it, and its distance from
    /// it, measured in double precision; both have shape [B, ...].</summary>
    internal (bool[] Allowed, double[] Distances) Measure(Tensor candidates, Tensor clean)
    {
        using var scope = NewDisposeScope();
        var perturbation = candidates.to(ScalarType.Float64, copy: true).sub_(clean);
        var distances = Norm.Length(Weighted(perturbation));
        var lengths = Mask is null ? distances : Norm.Length(Weighted(WithoutRounding(perturbation)));
        var tolerance = Mask is null ? Tolerance(RowTensors.Features(candidates.shape)) : RelativeTolerance * Epsilon;
        var features = candidates.flatten(1);
        double[][] measures = [.. cat([distances, lengths, features.amin([1]), features.amax([1])], 0).to(ScalarType.Float64).Values<double>().Chunk((int)candidates.shape[0])];
        var allowed = new bool[candidates.shape[0]];
        for (var row = 0; row < allowed.Length; row++)
            allowed[row] = measures[1][row] <= Epsilon + tolerance && measures[2][row] >= (float)Bounds.Lower && measures[3][row] <= (float)Bounds.Upper;
        return (allowed, measures[0]);
    }

    /// <summary>How much longer than epsilon a stored perturbation of this many features may measure: inputs are stored in
    /// single precision, so adding a perturbation of length epsilon to them rounds each feature.</summary>
    internal double Tolerance(long features) => RelativeTolerance * Epsilon + Rounding * Norm.RoundingGrowth(features);

    private const double RelativeTolerance = 1e-6;
    private const double SinglePrecisionRounding = 1.2e-7;

    /// <summary>How far a stored value may lie off the value that was meant.</summary>
    internal double Rounding => SinglePrecisionRounding * Math.Max(Math.Abs(Bounds.Lower), Math.Abs(Bounds.Upper));

    // A frozen feature that moved has used an infinite budget.
    private Tensor Weighted(Tensor perturbation) => Mask is null
        ? perturbation
        : (perturbation / Mask.to(perturbation.device).to(ScalarType.Float64)).nan_to_num(0, double.PositiveInfinity, double.NegativeInfinity);

    // Rounding weighs differently on features of different shares, so it is taken off where it arises; frozen features have none.
    private Tensor WithoutRounding(Tensor perturbation) =>
        perturbation.sign() * (perturbation.abs() - Rounding * (Mask! > 0).to(perturbation.device)).clamp_min(0);
}
