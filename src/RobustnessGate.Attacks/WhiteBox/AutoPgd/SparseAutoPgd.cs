using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD in L1 (Croce and Hein 2021, arXiv 2103.01208, algorithm 1): steps along the few features with the largest gradients,
/// projected exactly on ball and box, in balls of three, two and one times epsilon.</summary>
internal sealed class SparseAutoPgd(int steps) : IAutoPgdScheme
{
    private const string StepSize = "stepSize";
    private const string Sparsity = "sparsity";
    private const string Support = "support";

    private const double ShareOfAWiderPhase = 0.3;
    private const double WindowShare = 0.04;

    // How much smaller the support must have become for the step size to go back to its largest.
    private const double MuchSparser = 0.95;
    private const double Reduction = 1.5;
    private const double SmallestShareOfEpsilon = 0.1;

    private readonly int widerSteps = (int)Math.Ceiling(ShareOfAWiderPhase * steps);

    public void Start(Rows rows)
    {
        BestPoint.Start(rows);
        rows.Candidates = Within(rows, rows.Clean + rows.Normal(rows.Clean.shape[1..]), Radius(rows));
        rows[StepSize] = Radius(rows);
        rows[Support] = SupportOf(rows, rows.Candidates);
        rows[Sparsity] = rows[Support] / (Reduction * rows.Features);
    }

    public void Step(Rows rows, AttackLoss objective)
    {
        EnterPhase(rows);
        var evaluation = rows.Differentiate(rows.Candidates, objective);
        BestPoint.Update(rows, evaluation);
        var gradient = Check(rows, evaluation.Gradient);
        var step = rows[StepSize].Over(rows.Clean) * SparseDirection(gradient, rows[Sparsity]);
        rows.Candidates = Within(rows, rows.Candidates + step, Radius(rows));
        rows.TestAndFinishAfter(rows.Candidates, steps);
    }

    // A phase starts from the best point of the one before, brought into its own smaller ball.
    private void EnterPhase(Rows rows)
    {
        if (!rows.Iterations.Any(IsEntry))
            return;
        var entering = rows.PerRow((iteration, _) => IsEntry(iteration) ? 1 : 0) > 0;
        var radius = Radius(rows);
        rows.Candidates = where(entering.Over(rows.Clean), Within(rows, BestPoint.Of(rows), radius), rows.Candidates);
        rows[StepSize] = where(entering, radius, rows[StepSize]);
        rows[Support] = where(entering, SupportOf(rows, rows.Candidates), rows[Support]);
        rows[Sparsity] = where(entering, rows[Support] / (Reduction * rows.Features), rows[Sparsity]);
        BestPoint.Forget(rows, entering);
    }

    private Tensor Check(Rows rows, Tensor gradient)
    {
        var isCheckpoint = rows.PerRow((iteration, _) => IsCheckpoint(iteration) ? 1 : 0) > 0;
        var radius = Radius(rows);
        var support = SupportOf(rows, BestPoint.Of(rows));
        var sparser = support < MuchSparser * rows[Support];
        var reduced = minimum(maximum(rows[StepSize] / Reduction, radius * SmallestShareOfEpsilon), radius);
        rows[StepSize] = where(isCheckpoint, where(sparser, radius, reduced), rows[StepSize]);
        rows[Sparsity] = where(isCheckpoint, support / (Reduction * rows.Features), rows[Sparsity]);
        rows[Support] = where(isCheckpoint, support, rows[Support]);

        var back = isCheckpoint.logical_and(sparser).Over(rows.Clean);
        rows.Candidates = where(back, BestPoint.Of(rows), rows.Candidates);
        return where(back, BestPoint.Gradient(rows), gradient);
    }

    // The signs of the features whose gradients are among the given share of the largest, of length 1.
    private static Tensor SparseDirection(Tensor gradient, Tensor share)
    {
        var features = RowTensors.Features(gradient.shape);
        var sizes = gradient.flatten(1).abs();
        var kept = features - ((1 - share) * features).clamp(0, features - 1).to(ScalarType.Int64);
        var (largest, _) = sizes.topk((int)kept.max().Value<long>(), 1);
        var signs = gradient.flatten(1).sign() * (sizes >= largest.gather(1, kept.unsqueeze(1) - 1));
        return Norm.L1.Normalized(signs).reshape(gradient.shape);
    }

    private static Tensor Within(Rows rows, Tensor points, Tensor radius) =>
        rows.Box.Clamp(rows.Clean + rows.Norm.Project(rows.Freeze(points - rows.Clean), radius, rows.Clean, rows.Box));

    private static Tensor SupportOf(Rows rows, Tensor points) => Norm.L0.Length(points - rows.Clean);

    private Tensor Radius(Rows rows) => rows.PerRow((iteration, _) => (3 - Phase(iteration)) * rows.Threat.Epsilon);

    private int Phase(int iteration) => Math.Min(iteration / widerSteps, 2);

    private bool IsEntry(int iteration) => iteration > 0 && Phase(iteration) > Phase(iteration - 1);

    private bool IsCheckpoint(int iteration)
    {
        var phase = Phase(iteration);
        var length = phase < 2 ? widerSteps : Math.Max(steps - 2 * widerSteps, 1);
        var since = iteration - phase * widerSteps;
        return since > 0 && since % Math.Max((int)(WindowShare * length), 1) == 0;
    }
}
