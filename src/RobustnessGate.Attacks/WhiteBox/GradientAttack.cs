using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A white-box attack with a fixed budget: from a start it follows the gradient of a loss, and every point is brought
/// back into the threat model. Costs a forward and a backward pass a step, and a forward pass for the last point.</summary>
public abstract record GradientAttack : Attack
{
    /// <summary>Which class to drive towards.</summary>
    [NamedOption("Class to drive towards: None (leave the true class), LeastLikely, MostLikely (of the others), Random, or Each (one a run, the likeliest first). Any misclassification counts as success.")]
    public TargetChoice Target { get; init; } = TargetChoice.None;

    /// <summary>Passes of a random model whose mean gradient makes a step.</summary>
    [NamedOption("Passes of a random model to take the mean gradient over, for each step (expectation over transformation).", Minimum = 1)]
    public int Eot { get; init; } = 1;

    /// <inheritdoc/>
    public sealed override int Draws => Eot;

    /// <inheritdoc/>
    public override bool ReadsCleanLogits => Target is not (TargetChoice.None or TargetChoice.Random);

    /// <summary>What the steps let grow.</summary>
    private protected virtual AttackLoss Objective(Rows rows) => AttackLosses.CrossEntropy;

    /// <summary>How many gradient steps.</summary>
    private protected abstract int StepCount { get; }

    /// <inheritdoc/>
    public sealed override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Targets is null && Target != TargetChoice.None)
            rows.Targets = Target.Choose(rows);
        Begin(rows);
    }

    /// <inheritdoc/>
    public sealed override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var gradient = rows.Differentiate(rows.Candidates, Objective(rows)).Gradient;
        rows.Candidates = rows.ProjectInPlace(Move(rows, gradient).add_(rows.Candidates));
        rows.TestAndFinishAfter(rows.Candidates, StepCount);
    }

    /// <summary>Sets the first candidates, and the attack's own state.</summary>
    private protected virtual void Begin(Rows rows) => rows.Candidates = rows.Clean;

    /// <summary>The step from the candidates, [B, ...], for the gradient there: a tensor of its own.</summary>
    private protected abstract Tensor Move(Rows rows, Tensor gradient);
}
