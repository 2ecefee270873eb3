using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>DeepFool (Moosavi-Dezfooli et al. 2016, arXiv 1511.04599): steps to the nearest boundary of the linearised model until the
/// class changes. In Linf and L2. Needs gradients. Costs a forward pass and a backward pass for each candidate class a step, and one forward
/// pass; gradients are taken one at a time, so that memory does not grow with the classes.</summary>
/// <remarks>The points are clipped to the bounds, which the paper does not know. With targets given, the boundary to the target is the only one.</remarks>
[CatalogEntry("DeepFool", "Steps to the nearest boundary of the linearised model until the class changes.", "Moosavi-Dezfooli et al. 2016, arXiv 1511.04599")]
public sealed record DeepFool : Attack
{
    private const string Others = "others";
    private const string Perturbation = "perturbation";

    // Added to the logits' difference, as in the authors' code, for points that stand on the boundary.
    private const double Nudge = 1e-4;

    /// <summary>The most steps.</summary>
    [NamedOption("Greatest number of steps.", Minimum = 1)]
    public int Steps { get; init; } = 50;

    /// <summary>How many of the other classes are considered, the likeliest on the clean input first.</summary>
    [NamedOption("Number of other classes to consider, the likeliest first.", Minimum = 1)]
    public int Candidates { get; init; } = 10;

    /// <summary>By what share the points go beyond the boundary.</summary>
    [NamedOption("Share of the perturbation by which points go beyond the boundary.", Minimum = 0)]
    public double Overshoot { get; init; } = 0.02;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.Linf || norm == Norm.L2;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows[Others] = rows.Targets?.unsqueeze(1) ?? TargetChoices.Likeliest(rows, Candidates);
        rows[Perturbation] = zeros_like(rows.Clean);
        rows.Candidates = rows.Clean;
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var linear = rows.Linearize(rows.Candidates);
        rows.Finish(AttackLosses.Margin(linear.Logits, rows) >= rows.ClearMargin(linear.Logits));
        if (rows.AllOver)
            return;
        var (margin, normal) = DecisionBoundary.Nearest(rows, linear, rows.Candidates, rows.Candidates, rows[Others]);
        var length = (margin.abs() + Nudge) / rows.Norm.Dual.Length(normal).clamp_min(Norm.SmallestLength);
        rows[Perturbation] += length.Over(normal) * rows.Norm.SteepestDirection(normal);
        rows.Candidates = rows.Box.Clamp(rows.Clean + (1 + Overshoot) * rows[Perturbation]);
        rows.TestAndFinishAfter(rows.Candidates, Steps);
    }
}
