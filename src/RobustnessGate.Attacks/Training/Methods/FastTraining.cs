using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Fast adversarial training (Wong et al. 2020, arXiv 2001.03994): one step of 1.25 epsilon from a random point of the ball. Costs two
/// forward and two backward passes. Models may learn to resist that one step and nothing else; where that happens, the training goes back to before
/// and on with one more step.</summary>
[CatalogEntry("fgsm-rs", "One large step from a random point of the ball; watched for catastrophic overfitting.", "Wong et al. 2020, arXiv 2001.03994")]
public sealed record FastTraining : TrainingMethod
{
    /// <summary>The step, as a multiple of epsilon.</summary>
    [NamedOption("Length of the step, as a multiple of epsilon.", Minimum = 0, ExclusiveMinimum = true)]
    public double StepShare { get; init; } = 1.25;

    /// <summary>Start at a random point of the ball, not at the clean input.</summary>
    [NamedOption("Start at a random point of the ball instead of the clean input; without it overfitting is all but certain.")]
    public bool RandomStart { get; init; } = true;

    /// <summary>The share of the training in which the budget grows from nothing to epsilon, which eases the way from a natural model.</summary>
    [NamedOption("Share of the training in which the budget grows linearly to epsilon.", Minimum = 0, Maximum = 1)]
    public double RampUp { get; init; }

    /// <summary>How many steps are made, together twice as long as one alone; grows when the model has overfitted.</summary>
    internal int Steps { get; init; } = 1;

    /// <inheritdoc/>
    public override bool OverfitsCatastrophically => true;

    /// <inheritdoc/>
    public override TrainingMethod Strengthened() => this with { Steps = Steps + 1 };

    internal override bool Supports(Norm norm) => new Pgd().Supports(norm);

    /// <inheritdoc/>
    public override Tensor Craft(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var share = step.BudgetShare(RampUp);
        return step.Craft(AttackIn(step.Threat.WithShare(share)), share);
    }

    internal override Attack? FullAttack(ThreatModel threat, double done) => done < RampUp ? null : AttackIn(threat);

    // Several steps lead from one side of the ball to the other, as PGD's do; one would be back at its edge at once.
    private Pgd AttackIn(ThreatModel threat) => new() { Steps = Steps, StepSize = (Steps == 1 ? 1 : 2) * StepShare * threat.Epsilon / Steps, RandomStart = RandomStart };
}
