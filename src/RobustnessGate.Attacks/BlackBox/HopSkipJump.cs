using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>HopSkipJump (Chen et al. 2020, arXiv 1904.02144): from a point on the decision boundary it estimates the boundary's normal by the
/// decisions on random directions, jumps along it, and returns to the boundary on the way to the clean input. For L2 and Linf.</summary>
/// <remarks>
/// Needs decisions, no scores and no gradients. Costs <see cref="InitialEvaluations"/> × √t forward passes in step t, rounded up to tens and not more than
/// <see cref="MaxEvaluations"/>, and some 20 to 60 for the way: about 17,000 with the defaults. It starts at the first picture of uniform noise that is misclassified,
/// or at a corner of the box; an example where none is withstands it. Every loop is bounded; a jump that succeeds at no length is not made.
/// </remarks>
[CatalogEntry("HopSkipJump", "Follows the decision boundary by the decisions on random directions.", "Chen et al. 2020, arXiv 1904.02144", "HSJA")]
public sealed record HopSkipJump : Attack
{
    private const string Spread = "spread";
    private const string Votes = "votes";
    private const string Agreeing = "agreeing";
    private const string Directions = "directions";

    // Directions whose decisions are asked for together.
    private const int Group = 10;
    private const int LongestSearch = 20;
    private const double FirstSpread = 0.1;

    /// <summary>How many jumps.</summary>
    [NamedOption("Number of jumps along the boundary.", Minimum = 1)]
    public int Steps { get; init; } = 40;

    /// <summary>Directions that are tried before the first jump.</summary>
    [NamedOption("Directions tried before the first jump; before jump t, this number times the root of t.", Minimum = 1)]
    public int InitialEvaluations { get; init; } = 100;

    /// <summary>The most directions that are tried before a jump.</summary>
    [NamedOption("Most directions tried before a jump.", Minimum = 1)]
    public int MaxEvaluations { get; init; } = 10000;

    /// <summary>Pictures of noise that may serve as a start.</summary>
    [NamedOption("Pictures of noise tried as a start.", Minimum = 1)]
    public int Starts { get; init; } = 100;

    /// <inheritdoc/>
    public override AttackAccess Access => AttackAccess.Decisions;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L2 || norm == Norm.Linf;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var start = Decisions.FindStart(rows, Starts);
        rows.Candidates = Decisions.Approach(rows, start, Decisions.All(rows), Precision(rows));
        rows[Spread] = rows.PerRow((_, _) => FirstSpread * rows.Threat.Bounds.Width);
        rows[Votes] = rows.PerRow((_, _) => 0);
        rows[Agreeing] = zeros_like(rows.Clean);
        rows[Directions] = zeros_like(rows.Clean);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Ask(rows);
        if (rows.Iterations.Any(iteration => Place(iteration).IsLast))
            Jump(rows, rows.PerRow((iteration, _) => Place(iteration).IsLast ? 1 : 0) > 0);
        rows.FinishAfter(Enumerable.Range(1, Steps).Sum(Groups));
    }

    // The decisions on random directions (section III.B of the paper).
    private static void Ask(Rows rows)
    {
        using var scope = NewDisposeScope();
        long[] shape = [Group, .. rows.Clean.shape[1..]];
        var draws = rows.Freeze(rows.Norm == Norm.Linf ? rows.Uniform(shape, -1, 1) : rows.Normal(shape));
        var spread = rows[Spread].Over(draws);
        var origin = rows.Candidates.unsqueeze(1);
        var points = rows.Box.Clamp(Norm.L2.Normalized(draws.flatten(0, 1)).reshape(draws.shape).mul_(spread).add_(origin));
        var logits = rows.Evaluate(points.flatten(0, 1), [.. Enumerable.Range(0, rows.Count * Group).Select(point => point / Group)]);
        var votes = rows.IsAdversarial(logits.reshape(rows.Count, Group, -1)).to(ScalarType.Float32) * 2 - 1;
        // What the box and rounding left of the directions.
        var directions = points.sub_(origin).div_(spread);
        rows[Votes] += votes.sum(1);
        rows[Directions] += directions.sum(1);
        rows[Agreeing] += directions.mul_(votes.reshape([rows.Count, Group, .. Enumerable.Repeat(1L, rows.Clean.shape.Length - 1)])).sum(1);
    }

    // Where the boundary's normal points: decisions less their mean, times directions (equation 16 of the paper).
    private Tensor Estimate(Rows rows)
    {
        var mean = rows[Votes] / rows.PerRow((iteration, _) => Group * Groups(Place(iteration).Step));
        var baseline = where(mean.abs() < 1, mean, zeros_like(mean)).Over(rows.Clean);
        return rows.Norm.SteepestDirection(rows[Agreeing] - baseline * rows[Directions]);
    }

    private void Jump(Rows rows, Tensor ready)
    {
        using var scope = NewDisposeScope();
        var direction = Estimate(rows);
        var length = rows.Norm.Length(rows.Candidates - rows.Clean) / rows.PerRow((iteration, _) => Math.Sqrt(Place(iteration).Step));
        var landed = rows.Candidates;
        var waiting = ready;
        for (var halving = 0; halving < LongestSearch && waiting.HasAny(); halving++)
        {
            var points = rows.Box.Clamp(rows.Candidates + direction * (length * Math.Pow(0.5, halving)).Over(direction));
            var succeeds = Decisions.Succeed(rows, points, waiting);
            landed = where(succeeds.Over(points), points, landed);
            waiting = waiting.logical_and(succeeds.logical_not());
        }

        var distance = rows.Norm.Length(landed - rows.Clean);
        rows.Candidates = where(ready.Over(landed), Decisions.Approach(rows, landed, ready, Precision(rows)), rows.Candidates);
        rows[Spread] = where(ready, distance / rows.Features, rows[Spread]);
        foreach (var sum in (string[])[Votes, Agreeing, Directions])
            rows[sum] = rows[sum] * ready.logical_not().Over(rows[sum]);
    }

    // θ of the paper.
    private static double Precision(Rows rows) => Math.Pow(rows.Features, rows.Norm == Norm.Linf ? -2 : -1.5);

    private int Groups(int step) => ((int)Math.Min(InitialEvaluations * Math.Sqrt(step), MaxEvaluations) + Group - 1) / Group;

    // The jump that an iteration asks for, and whether it is the last to do so.
    private (int Step, bool IsLast) Place(int iteration)
    {
        var step = 1;
        for (; iteration >= Groups(step); step++)
            iteration -= Groups(step);
        return (step, iteration == Groups(step) - 1);
    }
}
