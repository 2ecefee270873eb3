using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Projected gradient descent (Madry et al. 2018, arXiv 1706.06083): small steps along the gradient, from a random point
/// of the ball. The step defaults to 2.5 epsilon / steps, so that the far side of the ball is in reach, and to 2 epsilon where it falls along a cosine. Costs a forward and a
/// backward pass a step, and one forward pass, for each restart.</summary>
[CatalogEntry("PGD", "Small steps along the gradient, from a random point of the ball.", "Madry et al. 2018, arXiv 1706.06083")]
public sealed record Pgd : IterativeAttack
{
    private const string Direction = "direction";
    private const int RunsToJudgeBy = 8;

    /// <summary>Creates the attack with 40 steps.</summary>
    public Pgd() => Steps = 40;

    /// <summary>How many times an unbroken example is attacked, each time from another point.</summary>
    [NamedOption("Number of runs, each from another random start; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <summary>Start at a random point of the ball, not at the clean input.</summary>
    [NamedOption("Start at a random point of the ball instead of the clean input.")]
    public bool RandomStart { get; init; } = true;

    /// <summary>What the steps let grow.</summary>
    [NamedOption("What the steps let grow: CrossEntropy, Margin (largest other logit less that of the true class), Dlr (difference of logits ratio) or KullbackLeibler (divergence from the prediction on the clean input).")]
    public LossChoice Loss { get; init; }

    /// <summary>Steps of length epsilon along a random combination of the logits before the first step, which spread the starts over what
    /// the model tells apart (Tashiro et al. 2020, arXiv 2003.06878).</summary>
    [NamedOption("Steps along a random combination of the logits that make the start (output diversified initialisation; the paper takes 2).", Minimum = 0)]
    public int OdiSteps { get; init; }

    /// <summary>Let the step size fall to zero along a half cosine, from its full length at the first step.</summary>
    [NamedOption("Let the step size fall along a half cosine.")]
    public bool Cosine { get; init; }

    /// <summary>Ends the restarts on an example early: after eight runs, when its smallest margin is more than this many standard deviations of
    /// the runs' margins away from zero. Null makes all of them.</summary>
    [NamedOption("Give an example up after eight runs when its smallest margin is more than this many standard deviations of its runs' margins away from zero.", Minimum = 0)]
    public double? Patience { get; init; }

    /// <inheritdoc/>
    public override bool ReadsCleanLogits => base.ReadsCleanLogits || Loss == LossChoice.KullbackLeibler;

    /// <inheritdoc/>
    public override bool TakesStarts => true;

    /// <inheritdoc/>
    public override bool GoesOn(IReadOnlyList<float> margins)
    {
        ArgumentNullException.ThrowIfNull(margins);
        if (Patience is not { } patience || margins.Count < RunsToJudgeBy)
            return true;
        var mean = margins.Average();
        var deviation = Math.Sqrt(margins.Sum(margin => (margin - mean) * (margin - mean)) / (margins.Count - 1));
        return margins.Min() <= patience * deviation;
    }

    /// <inheritdoc/>
    // Without anything random every run would be the same.
    public override int RunsOn(int classes) => RandomStart || OdiSteps > 0 || Target is TargetChoice.Each or TargetChoice.Random ? Restarts : 1;

    private protected override double DefaultStepSize(ThreatModel threat) => threat.Epsilon * (Cosine ? 2 : 2.5 / Steps);

    private protected override int StepCount => OdiSteps + Steps;

    private protected override void Begin(Rows rows)
    {
        rows.Candidates = rows.StartsOr(RandomStart ? rows.RandomCandidates() : rows.Clean);
        if (OdiSteps > 0)
            rows[Direction] = rows.Uniform([rows.Classes], -1, 1);
    }

    // Rows that are still on their way to the start follow their own direction in logit space.
    private protected override AttackLoss Objective(Rows rows)
    {
        var loss = Loss.Loss();
        if (OdiSteps == 0 || !rows.Iterations.Any(IsBeforeStart))
            return loss;
        var before = rows.PerRow((iteration, _) => IsBeforeStart(iteration) ? 1 : 0) > 0;
        var direction = rows[Direction];
        return (logits, of) => where(before, (direction * logits).sum(1), loss(logits, of));
    }

    private protected override Tensor Move(Rows rows, Tensor gradient)
    {
        if (OdiSteps == 0 && !Cosine)
            return base.Move(rows, gradient);
        return rows.SteepestStep(gradient, rows.Candidates, iteration => StepSizeAt(iteration, rows.Threat));
    }

    private double StepSizeAt(int iteration, ThreatModel threat)
    {
        if (IsBeforeStart(iteration))
            return threat.Epsilon;
        var share = Cosine ? (1 + Math.Cos(Math.PI * (iteration - OdiSteps) / Steps)) / 2 : 1;
        return share * EffectiveStepSize(threat);
    }

    private bool IsBeforeStart(int iteration) => iteration < OdiSteps;
}
