using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD in Linf and L2 (Croce and Hein 2020, algorithm 1).</summary>
internal sealed class BallAutoPgd(int steps, double rho) : IAutoPgdScheme
{
    private const string Previous = "previous";
    private const string StepSize = "stepSize";
    private const string LastLoss = "lastLoss";
    private const string Increases = "increases";
    private const string LossAtCheckpoint = "lossAtCheckpoint";
    private const string WasReduced = "wasReduced";

    // The share of a step that is new; the rest keeps the direction of the one before (α in the paper).
    private const double NewShare = 0.75;

    private readonly IReadOnlyDictionary<int, int> checkpoints = Checkpoints(steps);

    public void Start(Rows rows)
    {
        rows.Candidates = rows.Project(rows.Clean + Direction(rows));
        rows[Previous] = rows.Candidates;
        rows[StepSize] = rows.PerRow((_, _) => 2 * rows.Threat.Epsilon);
        rows[Increases] = rows.PerRow((_, _) => 0);
        rows[WasReduced] = ones_like(rows.Labels, ScalarType.Bool);
        BestPoint.Start(rows);
        rows[LastLoss] = BestPoint.Loss(rows);
        rows[LossAtCheckpoint] = BestPoint.Loss(rows);
    }

    public void Step(Rows rows, AttackLoss objective)
    {
        var evaluation = rows.Differentiate(rows.Candidates, objective);
        // Nothing precedes the start, so it does not count as an increase.
        rows[Increases] += (evaluation.Loss > rows[LastLoss]).logical_and(rows[LastLoss].isfinite());
        rows[LastLoss] = evaluation.Loss;
        BestPoint.Update(rows, evaluation);
        var gradient = Check(rows, evaluation.Gradient);
        Move(rows, gradient);
        rows.TestAndFinishAfter(rows.Candidates, steps);
    }

    // The start: a random direction stretched to the surface of the ball.
    private static Tensor Direction(Rows rows)
    {
        var shape = rows.Clean.shape[1..];
        var noise = rows.Freeze(rows.Norm == Norm.Linf ? rows.Uniform(shape, -1, 1) : rows.Normal(shape));
        return rows.Threat.Epsilon * rows.Norm.Normalized(noise);
    }

    // At a checkpoint, rows whose loss grew too seldom, or not since the last one, halve their step and go on from their best point.
    private Tensor Check(Rows rows, Tensor gradient)
    {
        if (!rows.Iterations.Any(checkpoints.ContainsKey))
            return gradient;
        var window = rows.PerRow((iteration, _) => checkpoints.GetValueOrDefault(iteration));
        var isCheckpoint = window > 0;
        var oscillates = rows[Increases] <= rho * window;
        var stalls = rows[WasReduced].logical_not().logical_and(BestPoint.Loss(rows) <= rows[LossAtCheckpoint]);
        var reduce = isCheckpoint.logical_and(oscillates.logical_or(stalls));

        rows[StepSize] = where(reduce, rows[StepSize] / 2, rows[StepSize]);
        rows[WasReduced] = where(isCheckpoint, reduce, rows[WasReduced]);
        rows[LossAtCheckpoint] = where(isCheckpoint, BestPoint.Loss(rows), rows[LossAtCheckpoint]);
        rows[Increases] = where(isCheckpoint, zeros_like(rows[Increases]), rows[Increases]);
        rows[LastLoss] = where(reduce, BestPoint.Loss(rows), rows[LastLoss]);

        var back = reduce.Over(rows.Clean);
        rows.Candidates = where(back, BestPoint.Of(rows), rows.Candidates);
        return where(back, BestPoint.Gradient(rows), gradient);
    }

    private static void Move(Rows rows, Tensor gradient)
    {
        var current = rows.Candidates;
        var step = rows[StepSize].Over(current) * rows.Norm.SteepestDirection(gradient);
        var ahead = rows.Project(current + step);
        var share = rows.Schedule(iteration => iteration == 0 ? 1 : NewShare);
        rows.Candidates = rows.Project(current + share * (ahead - current) + (1 - share) * (current - rows[Previous]));
        rows[Previous] = current;
    }

    // By iteration, how many steps each checkpoint looks back on: first a bit more than a fifth of all, then shrinking.
    private static Dictionary<int, int> Checkpoints(int steps)
    {
        var (window, shrink, smallest) = (Share(0.22), Share(0.03), Share(0.06));
        var windows = new Dictionary<int, int>();
        for (var at = window; at < steps; at += window)
        {
            windows[at] = window;
            window = Math.Max(window - shrink, smallest);
        }

        return windows;

        int Share(double share) => Math.Max((int)(share * steps), 1);
    }
}
