using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The first attack of all (Szegedy et al. 2014, arXiv 1312.6199, section 4.1): box-constrained L-BFGS on ‖δ‖₂² + c × cross-entropy of the
/// target, or of all classes but the true one without a target, with a search for the smallest c that succeeds.</summary>
/// <remarks>L2; needs gradients. Distances are taken in units of the valid range. One problem for each example: history, line search, constant
/// and end are its own. Features that the gradient presses against a bound stay there; the others follow the quasi-Newton direction, cut
/// at the box, with halved lengths until the function falls enough. A trial point costs a forward and a backward pass; in the end ten
/// forward passes move the nearest success along the line to the clean input. The constant
/// has 9 values, as in Carlini and Wagner's search; the 5 of the widespread implementation are too few for a sharp distance. Without a target
/// −log(1 − p) of the true class's probability p is minimised, which has a minimum, and a gradient where the model is sure; log p has neither.</remarks>
[CatalogEntry("L-BFGS", "The nearest success in L2, by box-constrained L-BFGS on distance plus c times the cross-entropy.", "Szegedy et al. 2014, arXiv 1312.6199", "LBFGS")]
public sealed record Lbfgs : Attack
{
    private const string Point = "point";
    private const string Value = "value";
    private const string Gradient = "gradient";
    private const string Length = "length";
    private const string Succeeds = "succeeds";
    private const string Iterations = "iterations";
    private const double SufficientDecrease = 1e-4;
    private const double NoDecrease = 1e-6;
    private const double ShortestLength = 1e-6;

    /// <summary>The most iterations of an optimisation.</summary>
    [NamedOption("Most iterations of L-BFGS for each constant.", Minimum = 1)]
    public int Steps { get; init; } = 1000;

    /// <summary>How many constants are tried for each example.</summary>
    [NamedOption("Number of constants tried for each example.", Minimum = 1)]
    public int SearchSteps { get; init; } = 9;

    /// <summary>The first constant.</summary>
    [NamedOption("First weight of the cross-entropy beside the distance.", Minimum = 0, ExclusiveMinimum = true)]
    public double InitialConstant { get; init; } = 1e-2;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L2;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Candidates = rows[Point] = rows.Clean;
        rows[Gradient] = zeros_like(rows.Clean);
        // The first point is accepted whatever its value.
        rows[Value] = rows.Filled(double.PositiveInfinity);
        rows[Length] = rows.Filled(1);
        rows[Iterations] = rows.Filled(0);
        rows[Succeeds] = zeros_like(rows.Labels, ScalarType.Bool);
        QuasiNewton.Start(rows, InverseHessian(rows));
        ConstantSearch.Start(rows, InitialConstant);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var trial = rows.Candidates;
        var width = rows.Threat.Bounds.Width;
        var (logits, loss, lossGradient) = rows.Differentiate(trial, Loss);
        var perturbation = (trial - rows.Clean) / width;
        var constant = ConstantSearch.Constant(rows);
        var value = perturbation.square().flatten(1).sum(1) + constant * loss;
        var gradient = 2 / width * perturbation + constant.Over(perturbation) * lossGradient;

        var step = trial - rows[Point];
        var expected = (rows[Gradient] * step).flatten(1).sum(1).clamp_max(0);
        var accepted = value <= rows[Value] + SufficientDecrease * expected;
        var settled = accepted & (rows[Value] - value <= NoDecrease * maximum(value.abs(), rows[Value].abs())) & rows[Value].isfinite();
        var adversarial = rows.IsAdversarial(logits);
        NearestSuccess.Note(rows, trial, adversarial);
        Accept(rows, accepted, trial, value, gradient, adversarial, step);

        var ended = settled | (rows[Length] < ShortestLength) | (rows[Iterations] > Steps);
        if (ended.HasAny())
            NextConstant(rows, ended);
        var direction = Direction(rows);
        rows.Candidates = where(ended.Over(trial), rows.Clean, rows.Box.Clamp(rows[Point] + rows[Length].Over(direction) * direction));
    }

    private static Tensor Loss(Tensor logits, Rows rows) => rows.Targets is null
        ? logits.logsumexp(1) - AttackLosses.Without(logits, rows.Labels).logsumexp(1)
        : -AttackLosses.CrossEntropy(logits, rows);

    private static void Accept(Rows rows, Tensor accepted, Tensor trial, Tensor value, Tensor gradient, Tensor succeeds, Tensor step)
    {
        QuasiNewton.Learn(rows, accepted & rows[Value].isfinite(), step, gradient - rows[Gradient]);
        rows.Replace(Point, accepted, trial);
        rows.Replace(Value, accepted, value);
        rows.Replace(Gradient, accepted, gradient);
        rows.Replace(Succeeds, accepted, succeeds);
        rows[Iterations] += accepted;
        rows[Length] = where(accepted, ones_like(value), rows[Length] / 2);
    }

    private void NextConstant(Rows rows, Tensor ended)
    {
        ConstantSearch.NoteSuccess(rows, rows[Point], rows[Succeeds] & ended);
        ConstantSearch.Next(rows, ended, SearchSteps);
        rows.Replace(Point, ended, rows.Clean);
        rows.Replace(Gradient, ended, 0);
        rows.Replace(Value, ended, double.PositiveInfinity);
        rows.Replace(Length, ended, 1);
        rows.Replace(Iterations, ended, 0);
        QuasiNewton.Restart(rows, ended, InverseHessian(rows));
    }

    private static Tensor Direction(Rows rows)
    {
        var (point, gradient) = (rows[Point], rows[Gradient]);
        var isPressed = ((point <= rows.Box.Lower) & (gradient > 0)) | ((point >= rows.Box.Upper) & (gradient < 0));
        var free = rows.Freeze(gradient.masked_fill(isPressed, 0));
        var direction = -QuasiNewton.Solve(rows, free).masked_fill(isPressed, 0);
        var descends = (direction * free).flatten(1).sum(1) < 0;
        return rows.Freeze(where(descends.Over(free), direction, -InverseHessian(rows) * free));
    }

    // That of the squared distance alone.
    private static double InverseHessian(Rows rows) => rows.Threat.Bounds.Width * rows.Threat.Bounds.Width / 2;
}
