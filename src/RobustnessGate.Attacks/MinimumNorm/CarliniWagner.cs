namespace RobustnessGate.Attacks;

/// <summary>Carlini and Wagner's attack (2017, arXiv 1608.04644): Adam on distance + c × max(margin + κ, 0), over variables whose
/// hyperbolic tangent is the input, with a search over c for each example. Its form follows the norm: L2 (section VI.A), L0, which shrinks the set
/// of features that may change (VI.B), and Linf, which lowers a threshold that no change should exceed (VI.C). In L2 and Linf the nearest success is
/// moved at last along the line to the clean input, for ten forward passes.</summary>
/// <remarks>Needs gradients. Distances are taken in units of the valid range, so that the constants mean the same whatever the bounds. Each row has its
/// own constant, optimiser and end; the original ends a batch together. A step costs a forward and a backward pass: in L2 up to
/// <see cref="SearchSteps"/> × <see cref="Steps"/>, of which the early end saves a part. In L0 and Linf the constant grows tenfold from its first value while
/// an optimisation fails, up to <see cref="LargestConstant"/>. In a gate, Linf starts with the threshold at epsilon, since nothing beyond counts.</remarks>
[CatalogEntry(
    "C&W", "The nearest success, by Adam on distance plus c times the margin, with a search over c.", "Carlini and Wagner 2017, arXiv 1608.04644",
    "CW", "CarliniWagner")]
public sealed record CarliniWagner : Attack
{
    /// <summary>The most steps of an optimisation.</summary>
    [NamedOption("Most steps of the optimisation for each constant.", Minimum = 1)]
    public int Steps { get; init; } = 1000;

    /// <summary>How many constants are tried for each example; L2 alone.</summary>
    [NamedOption("Number of constants tried for each example (L2).", Minimum = 1)]
    public int SearchSteps { get; init; } = 9;

    /// <summary>The learning rate of Adam.</summary>
    [NamedOption("Learning rate of Adam.", Minimum = 0, ExclusiveMinimum = true)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The first constant.</summary>
    [NamedOption("First weight of the margin beside the distance.", Minimum = 0, ExclusiveMinimum = true)]
    public double InitialConstant { get; init; } = 1e-3;

    /// <summary>The largest constant; L0 and Linf alone.</summary>
    [NamedOption("Largest weight of the margin beside the distance (L0 and Linf).", Minimum = 0, ExclusiveMinimum = true)]
    public double LargestConstant { get; init; } = 100;

    /// <summary>By how much the margin must be passed, κ.</summary>
    [NamedOption("By how much the other logit must exceed that of the true class (kappa).", Minimum = 0)]
    public double Confidence { get; init; }

    /// <summary>End the optimisation of a row whose loss has stopped falling.</summary>
    [NamedOption("End an optimisation whose loss has stopped falling.")]
    public bool AbortEarly { get; init; } = true;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L2 || norm == Norm.Linf || norm == Norm.L0;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Form(rows.Norm).Start(rows);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Form(rows.Norm).Step(rows);
    }

    private ICarliniWagnerForm Form(Norm norm) =>
        norm == Norm.L2 ? new CarliniWagnerL2(this)
        : norm == Norm.Linf ? new CarliniWagnerTightening(this, new ThresholdConstraint())
        : new CarliniWagnerTightening(this, new FeatureSetConstraint());
}
