using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Fast adaptive boundary attack (Croce and Hein 2020, arXiv 1907.02044, algorithm 1): projects its point and the clean input onto the
/// linearised decision boundary within the bounds, and goes to a point between, drawn to the clean input; where that is adversarial it steps back
/// towards the clean input. In Linf, L2 and L1. Needs gradients. Costs a forward pass and its backward passes a step, and 5 forward
/// passes for the last point and the final search, for each run.</summary>
/// <remarks>Deviations: after a step back the model is linearised at the adversarial point it started from, just across the same boundary, which
/// the forward pass that tests that point does as well; the authors' code pays another one.
/// The final search also tries the clean input's projection, which is the nearest point of all where the model is linear.</remarks>
public abstract record FastAdaptiveBoundary : Attack
{
    private const string Others = "others";

    /// <summary>How many steps a run has.</summary>
    [NamedOption("Number of steps of a run.", Minimum = 1)]
    public int Steps { get; init; } = 100;

    /// <summary>The greatest weight of the clean input's projection (α_max in the paper).</summary>
    [NamedOption("Greatest weight of the clean input's projection.", Minimum = 0, Maximum = 1)]
    public double AlphaMax { get; init; } = 0.1;

    /// <summary>How far to go of the way to the boundary (η in the paper).</summary>
    [NamedOption("How far to go of the way to the boundary.", Minimum = 1)]
    public double Eta { get; init; } = 1.05;

    /// <summary>What a step back leaves of an adversarial perturbation (β in the paper).</summary>
    [NamedOption("What a step back leaves of an adversarial perturbation.", Minimum = 0, Maximum = 1)]
    public double Beta { get; init; } = 0.9;

    /// <inheritdoc/>
    public sealed override bool IsMinimumNorm => true;

    /// <summary>The classes whose boundaries are considered, [B, C] of int64, where the user gave no targets.</summary>
    private protected abstract Tensor OtherClasses(Rows rows);

    /// <summary>Where a run starts, [B, ...].</summary>
    private protected abstract Tensor StartingPoints(Rows rows);

    /// <inheritdoc/>
    public sealed override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var others = OtherClasses(rows);
        rows[Others] = rows.Targets?.unsqueeze(1) ?? others;
        rows.Candidates = StartingPoints(rows);
        FinalSearch.Start(rows);
    }

    /// <inheritdoc/>
    public sealed override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        using var linear = rows.Linearize(rows.Candidates);
        if (rows.AllOver)
            return;
        var succeeds = rows.IsAdversarial(linear.Logits);
        FinalSearch.Note(rows, succeeds, rows.Candidates, linear.Logits);
        var from = where(succeeds.Over(rows.Clean), rows.Clean + Beta * (rows.Candidates - rows.Clean), rows.Candidates);
        var boundary = DecisionBoundary.Nearest(rows, linear, rows.Candidates, from, rows[Others]);
        var fromClean = boundary with { Margin = boundary.Margin + (boundary.Normal * (rows.Clean - from)).flatten(1).sum(1) };
        rows.Candidates = Next(rows, from, boundary, fromClean);
        if (rows.Iterations.Any(iteration => iteration + 1 >= Steps))
            FinalSearch.Run(rows, fromClean, rows.PerRow((iteration, _) => iteration) + 1 >= Steps);
        rows.FinishAfter(Steps);
    }

    // Equations 7 to 9 of the paper.
    private Tensor Next(Rows rows, Tensor points, DecisionBoundary boundary, DecisionBoundary fromClean)
    {
        var moves = HyperplaneProjection.Move(
            rows.Norm,
            cat([points, rows.Clean], 0),
            cat([boundary.Normal, fromClean.Normal], 0),
            cat([boundary.Margin, fromClean.Margin], 0),
            rows.Box);
        var lengths = rows.Norm.Length(moves).clamp_min(SmallestMove);
        var (move, cleanMove) = (moves.narrow(0, 0, rows.Count), moves.narrow(0, rows.Count, rows.Count));
        var (length, cleanLength) = (lengths.narrow(0, 0, rows.Count), lengths.narrow(0, rows.Count, rows.Count));
        var alpha = (length / (length + cleanLength)).clamp_max(AlphaMax).Over(points);
        return rows.Box.Clamp((1 - alpha) * (points + Eta * move) + alpha * (rows.Clean + Eta * cleanMove));
    }

    private const double SmallestMove = 1e-8;
}
