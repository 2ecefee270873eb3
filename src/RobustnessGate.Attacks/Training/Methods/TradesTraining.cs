using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>TRADES (Zhang et al. 2019, arXiv 1901.08573, equation 5): cross-entropy on the clean examples, and β times the divergence of the
/// predictions on the adversarial ones from it. PGD follows that divergence, too; other attacks follow their own loss. Costs a forward and a
/// backward pass for each step of the attack, two of each to learn, and a forward pass for the clean prediction.</summary>
/// <remarks>Deviation from the authors' code: PGD starts at a random point of the ball, as in Gowal et al. 2020, not next to the clean input.</remarks>
[CatalogEntry("trades", "Cross-entropy on clean examples, and the divergence of adversarial predictions from clean ones.", "Zhang et al. 2019, arXiv 1901.08573")]
public sealed record TradesTraining : AdversarialMethod
{
    /// <summary>The weight of the divergence (1/λ in the paper).</summary>
    [NamedOption("Weight of the divergence: more for robustness, less for clean accuracy.", Minimum = 0)]
    public double Beta { get; init; } = 6;

    /// <inheritdoc/>
    public override Tensor Loss(TrainingStep step, Tensor crafted)
    {
        ArgumentNullException.ThrowIfNull(step);
        var clean = step.Logits(step.Inputs);
        return step.CrossEntropy(clean) + Beta * AttackLosses.Divergence(clean, step.Logits(crafted)).mean();
    }

    private protected override Attack InnerAttack(double stepSize) =>
        base.InnerAttack(stepSize) is var attack && attack is Pgd pgd ? pgd with { Loss = LossChoice.KullbackLeibler } : attack;
}
