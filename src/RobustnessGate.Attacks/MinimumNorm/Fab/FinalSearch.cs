using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The last part of the fast adaptive boundary attack (Croce and Hein 2020, arXiv 1907.02044, section 2.4): looks for the decision
/// boundary between the clean input and the nearest success of a run, by secants. 2 to 5 forward passes.</summary>
internal static class FinalSearch
{
    private const string Nearest = "nearest";
    private const string Distance = "nearestDistance";
    private const string NearestLogits = "nearestLogits";
    private const int Secants = 3;

    /// <summary>Prepares the state of rows that enter.</summary>
    public static void Start(Rows rows)
    {
        rows[Nearest] = rows.Clean;
        rows[NearestLogits] = rows.CleanLogits;
        rows[Distance] = full(new long[] { rows.Count }, double.PositiveInfinity, rows.Clean.dtype, rows.Clean.device);
    }

    /// <summary>Keeps the points that are nearer successes than those before.</summary>
    /// <param name="rows">The examples.</param>
    /// <param name="succeeds">Which of the points are successes, [B] of bool.</param>
    /// <param name="points">The points, [B, ...].</param>
    /// <param name="logits">What the model says of them, [B, K].</param>
    public static void Note(Rows rows, Tensor succeeds, Tensor points, Tensor logits)
    {
        var distance = rows.Norm.Length(points - rows.Clean);
        var isNearer = succeeds.logical_and(distance < rows[Distance]);
        rows[Distance] = where(isNearer, distance, rows[Distance]);
        rows[Nearest] = where(isNearer.Over(points), points, rows[Nearest]);
        rows[NearestLogits] = where(isNearer.unsqueeze(1), logits, rows[NearestLogits]);
    }

    /// <summary>Tries the last points and searches on, on the rows whose entry is true.</summary>
    /// <param name="rows">The examples.</param>
    /// <param name="boundary">The linearised boundary, its margin taken at the clean inputs.</param>
    /// <param name="ending">[B] of bool.</param>
    public static void Run(Rows rows, DecisionBoundary boundary, Tensor ending)
    {
        Try(rows, rows.Candidates, ending);
        var beyond = boundary.Margin - rows.ClearMargin(rows.CleanLogits);
        var straight = HyperplaneProjection.Move(rows.Norm, rows.Clean, boundary.Normal, beyond, rows.Box);
        Try(rows, rows.Box.Clamp(rows.Clean + straight), ending);
        FollowSecants(rows, ending);
    }

    private static void Try(Rows rows, Tensor points, Tensor which)
    {
        var logits = rows.EvaluateWhere(which, points);
        Note(rows, which.logical_and(rows.IsAdversarial(logits)), points, logits);
    }

    // The paper's search, between the clean input and the nearest success.
    private static void FollowSecants(Rows rows, Tensor ending)
    {
        var searched = ending.logical_and(rows[Distance].isfinite());
        var way = rows[Nearest] - rows.Clean;
        var (own, other) = (DecisionBoundary.OwnClasses(rows, rows[NearestLogits]), rows[NearestLogits].argmax(1, true));
        var (inner, innerMargin) = (zeros_like(rows[Distance]), DecisionBoundary.Difference(rows.CleanLogits, own, other));
        var (outer, outerMargin) = (ones_like(rows[Distance]), DecisionBoundary.Difference(rows[NearestLogits], own, other));
        for (var secant = 0; secant < Secants && searched.HasAny(); secant++)
        {
            var rise = (rows.ClearMargin(rows[NearestLogits]) - innerMargin) / (outerMargin - innerMargin).clamp_min(Norm.SmallestLength);
            // Outputs that are not finite have no slope: the middle.
            var share = inner + (outer - inner) * rise.clamp(0, 1).nan_to_num(0.5);
            var logits = rows.EvaluateWhere(searched, rows.Box.Clamp(rows.Clean + share.Over(way) * way));
            var margin = DecisionBoundary.Difference(logits, own, other);
            var succeeds = rows.IsAdversarial(logits);
            (outer, outerMargin) = (where(succeeds, share, outer), where(succeeds, margin, outerMargin));
            (inner, innerMargin) = (where(succeeds, inner, share), where(succeeds, innerMargin, margin));
        }
    }
}
