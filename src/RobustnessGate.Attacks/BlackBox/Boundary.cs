using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Boundary attack (Brendel et al. 2018, arXiv 1712.04248), for L2: a random walk along the decision boundary, each step first along the sphere
/// around the clean input, then towards it; a step is made where it succeeds.</summary>
/// <remarks>
/// Needs decisions, no scores and no gradients. Costs a forward pass a step, and every tenth step another: 27,500 with the defaults. Every example adapts its
/// two step sizes by its own successes; it ends early when the step towards the input has become vanishing. It starts as
/// <see cref="HopSkipJump"/> does.
/// </remarks>
[CatalogEntry("Boundary", "A random walk along the decision boundary towards the input.", "Brendel et al. 2018, arXiv 1712.04248", "BoundaryAttack")]
public sealed record Boundary : Attack
{
    private const string Around = "around";
    private const string Towards = "towards";
    private const double Smallest = 1e-7;
    private const double StartPrecision = 1e-3;
    private const int LookEvery = 10;

    /// <summary>How many steps.</summary>
    [NamedOption("Number of steps.", Minimum = 1)]
    public int Steps { get; init; } = 25000;

    /// <summary>The first length of a step along the sphere, in units of the distance.</summary>
    [NamedOption("First length of a step along the sphere, in units of the distance.", Minimum = 0, ExclusiveMinimum = true)]
    public double SphericalStep { get; init; } = 0.01;

    /// <summary>The first length of a step towards the input, in units of the distance.</summary>
    [NamedOption("First length of a step towards the input, in units of the distance.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double SourceStep { get; init; } = 0.01;

    /// <summary>The factor by which step sizes change.</summary>
    [NamedOption("Factor by which step sizes change.", Minimum = 1)]
    public double Adaptation { get; init; } = 1.5;

    /// <summary>Pictures of noise that may serve as a start.</summary>
    [NamedOption("Pictures of noise tried as a start.", Minimum = 1)]
    public int Starts { get; init; } = 100;

    /// <inheritdoc/>
    public override AttackAccess Access => AttackAccess.Decisions;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L2;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var start = Decisions.FindStart(rows, Starts);
        rows.Candidates = Decisions.Approach(rows, start, Decisions.All(rows), StartPrecision);
        StepSize.Start(rows, Around, SphericalStep);
        StepSize.Start(rows, Towards, SourceStep);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (onSphere, points) = Propose(rows);
        var succeeds = Decisions.Succeed(rows, points, Decisions.All(rows));
        if (rows.Iterations.Any(iteration => iteration % LookEvery == 0))
            Adapt(rows, onSphere, succeeds);
        var nearer = rows.Norm.Length(points - rows.Clean) < rows.Norm.Length(rows.Candidates - rows.Clean);
        rows.Candidates = where(succeeds.logical_and(nearer).Over(points), points, rows.Candidates);
        rows.Finish(StepSize.Of(rows, Towards) < Smallest);
        rows.FinishAfter(Steps);
    }

    // Section 2.2 of the paper: a random direction at a right angle to that of the clean input, back onto the sphere, then towards the input.
    private static (Tensor OnSphere, Tensor Points) Propose(Rows rows)
    {
        var offset = rows.Candidates - rows.Clean;
        var distance = rows.Norm.Length(offset);
        var radial = Norm.L2.Normalized(offset);
        var draw = rows.Freeze(rows.Normal(rows.Clean.shape[1..]));
        var tangential = Norm.L2.Normalized(draw - radial * (draw * radial).flatten(1).sum(1).Over(draw));
        var around = StepSize.Of(rows, Around);
        var turned = (radial + tangential * around.Over(tangential)) / (1 + around.square()).sqrt().Over(radial);
        var onSphere = rows.Box.Clamp(rows.Clean + turned * distance.Over(turned));
        // The box may have brought the point nearer already.
        var remaining = onSphere - rows.Clean;
        var aim = distance * (1 - StepSize.Of(rows, Towards));
        var share = (aim / rows.Norm.Length(remaining).clamp_min(Norm.SmallestLength)).clamp_max(1);
        return (onSphere, rows.Box.Clamp(rows.Clean + remaining * share.Over(remaining)));
    }

    // Both steps grow where most steps along the sphere succeed, as the boundary is flat there; the second follows its own successes too.
    private void Adapt(Rows rows, Tensor onSphere, Tensor succeeds)
    {
        var looks = rows.PerRow((iteration, _) => iteration % LookEvery) == 0;
        var staysOut = Decisions.Succeed(rows, onSphere, looks);
        var factor = StepSize.Note(rows, Around, looks, staysOut, new StepSize.Rule(100, 0.5, 0.2, Adaptation));
        StepSize.Scale(rows, Around, factor);
        StepSize.Scale(rows, Towards, factor);
        StepSize.Scale(rows, Towards, StepSize.Note(rows, Towards, looks.logical_and(staysOut), succeeds, new StepSize.Rule(30, 0.25, 0.1, Adaptation)));
    }

    /// <summary>A step size of each row that adapts to how often steps of that size succeed.</summary>
    private static class StepSize
    {
        /// <summary>After so many tries, a larger share of successes than <paramref name="Many"/> lets the step grow, a smaller one than
        /// <paramref name="Few"/> lets it shrink.</summary>
        public readonly record struct Rule(int Tries, double Many, double Few, double Factor);

        public static void Start(Rows rows, string name, double size)
        {
            rows[name] = rows.PerRow((_, _) => size);
            rows[Tries(name)] = zeros_like(rows[name]);
            rows[Successes(name)] = zeros_like(rows[name]);
        }

        public static Tensor Of(Rows rows, string name) => rows[name];

        public static void Scale(Rows rows, string name, Tensor factor) => rows[name] *= factor;

        /// <summary>Counts the tries of the rows that made one; the factor by which the step size changes, 1 for most.</summary>
        public static Tensor Note(Rows rows, string name, Tensor tried, Tensor succeeded, Rule rule)
        {
            var tries = rows[Tries(name)] + tried.to(ScalarType.Float32);
            var successes = rows[Successes(name)] + tried.logical_and(succeeded).to(ScalarType.Float32);
            var full = tries >= rule.Tries;
            var share = successes / rule.Tries;
            rows[Tries(name)] = tries * full.logical_not();
            rows[Successes(name)] = successes * full.logical_not();
            var grown = where(full.logical_and(share > rule.Many), full_like(share, rule.Factor), ones_like(share));
            return where(full.logical_and(share < rule.Few), full_like(share, 1 / rule.Factor), grown);
        }

        private static string Tries(string name) => name + "Tries";

        private static string Successes(string name) => name + "Successes";
    }
}
