using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Square attack (Andriushchenko et al. 2020, arXiv 1912.00049; in L1 Croce and Hein 2021, arXiv 2103.01208): random changes of
/// square windows, kept where they shrink the margin. In Linf a window goes to a corner of the ball, with a sign for each channel; in L2
/// and L1 the perturbation of one window moves, as a bump, to another. Windows shrink by a fixed schedule.</summary>
/// <remarks>
/// Needs scores, no gradients. Costs a forward pass a query. Every example draws windows of its own and follows the schedule by its own
/// queries; the reference implementation shares both over the batch. Windows reach the last row and column. A square in Linf that would change
/// nothing gets the opposite signs, as in the paper. Inputs without a plane take intervals: signals [C, L] in all channels at once, vectors
/// [n] as one channel. Where the window of a plane outgrows its shorter side, it grows along the longer one.
/// </remarks>
[CatalogEntry("Square", "Random changes of square windows, kept where they shrink the margin.", "Andriushchenko et al. 2020, arXiv 1912.00049")]
public sealed record Square : Attack
{
    private const string Margin = "margin";
    private const int QueriesBetweenJudgements = 100;

    /// <summary>Forward passes on an unbroken example, in each run.</summary>
    [NamedOption("Forward passes on an unbroken example, in each run.", Minimum = 1)]
    public int Queries { get; init; } = 5000;

    /// <summary>How many times an unbroken example is attacked, each time with other windows.</summary>
    [NamedOption("Number of runs, each with other windows; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <summary>The share of the input that the first windows cover (p in the paper).</summary>
    [NamedOption("Share of the input that the first windows cover.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double InitialShare { get; init; } = 0.8;

    /// <summary>Gives an example up when, after so many queries q, the margin that is left exceeds Patience / q times what the queries took off
    /// it: later queries bring ever less. Null spends all queries on every example.</summary>
    [NamedOption("Give an example up when the margin left exceeds this number / queries so far × the margin taken off so far.", Minimum = 0, ExclusiveMinimum = true)]
    public double? Patience { get; init; }

    /// <inheritdoc/>
    public override AttackAccess Access => AttackAccess.Scores;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Restarts;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Candidates = SquareProposal.In(rows.Norm).Begin(rows);
        rows[Margin] = AttackLosses.Margin(rows.Evaluate(rows.Candidates), rows);
        if (Queries == 1)
            rows.Finish();
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var proposed = SquareProposal.In(rows.Norm).Propose(rows, iteration => InitialShare * Shrinkage(iteration + 1));
        var margin = AttackLosses.Margin(rows.Evaluate(proposed), rows);
        var better = margin > rows[Margin];
        rows[Margin] = where(better, margin, rows[Margin]);
        rows.Candidates = where(better.Over(proposed), proposed, rows.Candidates);
        rows.FinishAfter(Queries - 1);
        if (Patience is { } patience)
            GiveUp(rows, patience);
    }

    private static void GiveUp(Rows rows, double patience)
    {
        if (!rows.Iterations.Any(IsTimeToJudge))
            return;
        var outlook = rows.PerRow((iteration, _) => IsTimeToJudge(iteration) ? patience / (iteration + 1) : double.PositiveInfinity);
        var takenOff = rows[Margin] - AttackLosses.Margin(rows.CleanLogits, rows);
        // Where nothing moved at all, the outputs may be quantised: that says nothing about later queries.
        rows.Finish((-rows[Margin] > outlook * takenOff).logical_and(takenOff > 0));
    }

    private static bool IsTimeToJudge(int iteration) => (iteration + 1) % QueriesBetweenJudgements == 0;

    // Section 4 of the paper.
    private static double Shrinkage(int query) => query switch
    {
        <= 10 => 1,
        <= 50 => 1.0 / 2,
        <= 200 => 1.0 / 4,
        <= 500 => 1.0 / 8,
        <= 1000 => 1.0 / 16,
        <= 2000 => 1.0 / 32,
        <= 4000 => 1.0 / 64,
        <= 6000 => 1.0 / 128,
        <= 8000 => 1.0 / 256,
        _ => 1.0 / 512,
    };
}
