using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Elastic-net attack (Chen et al. 2018, arXiv 1709.04114, equation 7 and algorithm 1, EAD): accelerated iterative shrinkage (FISTA) on
/// c × max(κ − margin, 0) + ‖δ‖₂² + β‖δ‖₁, with a search over c for each example; of the successes the nearest in L1 counts.</summary>
/// <remarks>L1; needs gradients. Distances are taken in units of the valid range. A step costs a forward and a backward pass, and one more forward pass
/// where the shrunk point is within the budget and nearer than the nearest success; in the end ten forward passes
/// move the nearest success along the line to the clean input. The accelerated point is kept inside the box, which the
/// paper leaves open.</remarks>
[CatalogEntry("EAD", "The nearest success in L1, by iterative shrinkage on an elastic net.", "Chen et al. 2018, arXiv 1709.04114", "ElasticNet")]
public sealed record ElasticNet : Attack
{
    private const string Iterate = "iterate";
    private const string Accelerated = "accelerated";

    /// <summary>The most steps of an optimisation.</summary>
    [NamedOption("Most steps of the optimisation for each constant.", Minimum = 1)]
    public int Steps { get; init; } = 1000;

    /// <summary>How many constants are tried for each example.</summary>
    [NamedOption("Number of constants tried for each example.", Minimum = 1)]
    public int SearchSteps { get; init; } = 9;

    /// <summary>The first step's length per unit of gradient; it falls with the square root of what is left of the steps.</summary>
    [NamedOption("Learning rate at the first step; it falls with the square root of the share of steps left.", Minimum = 0, ExclusiveMinimum = true)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>The first constant.</summary>
    [NamedOption("First weight of the margin beside the distance.", Minimum = 0, ExclusiveMinimum = true)]
    public double InitialConstant { get; init; } = 1e-3;

    /// <summary>The weight of the L1 distance, by which every change shrinks in a step.</summary>
    [NamedOption("Weight of the L1 distance: by how much each change shrinks in a step, as a share of the valid range.", Minimum = 0)]
    public double Beta { get; init; } = 1e-2;

    /// <summary>By how much the margin must be passed, κ.</summary>
    [NamedOption("By how much the other logit must exceed that of the true class (kappa).", Minimum = 0)]
    public double Confidence { get; init; }

    /// <summary>End the optimisation of a row whose loss has stopped falling.</summary>
    [NamedOption("End an optimisation whose loss has stopped falling.")]
    public bool AbortEarly { get; init; } = true;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L1;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows[Iterate] = rows[Accelerated] = rows.Clean;
        Descent.Start(rows);
        ConstantSearch.Start(rows, InitialConstant);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (width, done, constant) = (rows.Threat.Bounds.Width, Descent.StepsDone(rows), ConstantSearch.Constant(rows));
        var accelerated = rows[Accelerated];
        var margin = HingedMargin.At(rows, accelerated, Confidence);
        var perturbation = accelerated - rows.Clean;
        ConstantSearch.NoteSuccess(rows, accelerated, margin.Reached);

        var rate = LearningRate * (1 - done / Steps).sqrt();
        var gradient = 2 * perturbation + (constant * width * width).Over(perturbation) * margin.Gradient;
        var iterate = Shrink(rows, perturbation - rate.Over(gradient) * gradient, Beta * width);
        TestNearer(rows, iterate);
        rows[Accelerated] = rows.Box.Clamp(iterate + (done / (done + 3)).Over(iterate) * (iterate - rows[Iterate]));
        rows[Iterate] = iterate;

        var ended = Descent.Advance(rows, constant * margin.Value + Penalty(perturbation / width), Steps, AbortEarly);
        if (!ended.HasAny())
            return;
        ConstantSearch.Next(rows, ended, SearchSteps);
        rows.Replace(Iterate, ended, rows.Clean);
        rows.Replace(Accelerated, ended, rows.Clean);
        Descent.Restart(rows, ended);
    }

    private Tensor Penalty(Tensor perturbation)
    {
        var flat = perturbation.flatten(1);
        return flat.square().sum(1) + Beta * flat.abs().sum(1);
    }

    // Equation 9: each change shrinks by the threshold or vanishes, and stays inside the box.
    private static Tensor Shrink(Rows rows, Tensor perturbation, double threshold) =>
        rows.Box.Clamp(rows.Clean + rows.Freeze(perturbation.sign() * (perturbation.abs() - threshold).clamp_min(0)));

    // A point that is too far to count need not be tried.
    private void TestNearer(Rows rows, Tensor points)
    {
        var nearer = rows.Norm.Length(points - rows.Clean) < rows.NearestDistance.clamp_max(rows.Threat.Epsilon);
        var logits = rows.EvaluateWhere(nearer, points);
        ConstantSearch.NoteSuccess(rows, points, nearer & HingedMargin.IsReached(rows, logits, AttackLosses.Margin(logits, rows), Confidence));
    }
}
