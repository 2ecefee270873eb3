namespace RobustnessGate.Attacks;

/// <summary>Projected gradient descent (Madry et al. 2018, arXiv 1706.06083): small steps along the gradient, from a random point
/// of the ball. The step defaults to 2.5 epsilon / steps, so that the far side of the ball is in reach. Costs a forward and a
/// backward pass a step, and one forward pass, for each restart.</summary>
[AttackInfo("PGD", "Small steps along the gradient, from a random point of the ball.", "Madry et al. 2018, arXiv 1706.06083")]
public sealed record Pgd : IterativeAttack
{
    /// <summary>Creates the attack with 40 steps.</summary>
    public Pgd() => Steps = 40;

    /// <summary>How many times an unbroken example is attacked, each time from another point.</summary>
    [AttackOption("Number of runs, each from another random start; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <summary>Start at a random point of the ball, not at the clean input.</summary>
    [AttackOption("Start at a random point of the ball instead of the clean input.")]
    public bool RandomStart { get; init; } = true;

    /// <inheritdoc/>
    // Without a random start every run would be the same.
    public override int RunsOn(int classes) => RandomStart ? Restarts : 1;

    private protected override double DefaultStepSize(ThreatModel threat) => 2.5 * threat.Epsilon / Steps;

    private protected override void Begin(Rows rows) => rows.Candidates = RandomStart ? rows.RandomCandidates() : rows.Clean;
}
