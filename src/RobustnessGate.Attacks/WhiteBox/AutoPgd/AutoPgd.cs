using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD (Croce and Hein 2020, arXiv 2003.01690, algorithm 1; in L1 Croce and Hein 2021, arXiv 2103.01208): projected gradient
/// steps with momentum, whose size halves and which go back to the best point when progress stalls. Costs a forward and a backward pass a
/// step, and a forward pass for the last point, for each run.</summary>
/// <remarks>Deviation from the authors' code: the first step compares its loss with that of the start, not with zero.</remarks>
public abstract record AutoPgd : Attack
{
    /// <summary>How many gradient steps.</summary>
    [NamedOption("Number of gradient steps.", Minimum = 1)]
    public int Steps { get; init; } = 100;

    /// <summary>A step size survives a checkpoint when the loss grew in more than this share of the steps before it (ρ in the paper).</summary>
    [NamedOption("Share of the steps before a checkpoint in which the loss must grow for the step size to stay.", Minimum = 0, Maximum = 1)]
    public double Rho { get; init; } = 0.75;

    /// <summary>Passes of a random model whose mean gradient makes a step.</summary>
    [NamedOption("Passes of a random model to take the mean gradient over, for each step (expectation over transformation).", Minimum = 1)]
    public int Eot { get; init; } = 1;

    /// <inheritdoc/>
    public sealed override int Draws => Eot;

    /// <inheritdoc/>
    // In L1 the first phases search in larger balls.
    public sealed override bool StaysInBudget(ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(threat);
        return threat.Norm != Norm.L1;
    }

    /// <inheritdoc/>
    public sealed override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Aim(rows);
        Scheme(rows).Start(rows);
    }

    /// <inheritdoc/>
    public sealed override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Scheme(rows).Step(rows, Objective);
    }

    /// <inheritdoc/>
    public sealed override Tensor Crafted(Rows rows) => BestPoint.Of(rows);

    /// <summary>What the steps let grow.</summary>
    private protected abstract AttackLoss Objective { get; }

    /// <summary>Chooses the targets of rows that enter, where the attack has some.</summary>
    private protected virtual void Aim(Rows rows)
    {
    }

    private IAutoPgdScheme Scheme(Rows rows) => rows.Norm == Norm.L1 ? new SparseAutoPgd(Steps) : new BallAutoPgd(Steps, Rho);
}
