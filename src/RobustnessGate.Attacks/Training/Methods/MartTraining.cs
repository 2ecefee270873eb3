using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>MART (Wang et al. 2020, "Improving adversarial robustness requires revisiting misclassified examples", equation 11): a boosted
/// cross-entropy on the adversarial examples, and λ times their divergence from the clean predictions, which weighs more the less the model
/// believes in the true class. Costs a forward and a backward pass for each step of the attack, and two of each to learn.</summary>
[CatalogEntry("mart", "Boosted cross-entropy on adversarial examples, and a divergence that weighs misclassified ones more.", "Wang et al. 2020, ICLR, openreview rklOg6EFwS")]
public sealed record MartTraining : AdversarialMethod
{
    // As in the authors' code: they keep logarithms and weights off zero.
    private const double AboveOne = 1.0001;
    private const double AboveZero = 1e-12;
    private const double BarelyAboveOne = 1.0000001;

    /// <summary>The weight of the divergence (λ in the paper).</summary>
    [NamedOption("Weight of the divergence: more for robustness, less for clean accuracy.", Minimum = 0)]
    public double Beta { get; init; } = 6;

    /// <inheritdoc/>
    public override Tensor Loss(TrainingStep step, Tensor crafted)
    {
        ArgumentNullException.ThrowIfNull(step);
        var clean = step.Logits(step.Inputs);
        var attacked = step.Logits(crafted);
        var likeliestOther = (AttackLosses.Without(attacked, step.Labels).amax([1]) - attacked.logsumexp(1)).exp();
        var boosted = step.CrossEntropy(attacked) - (AboveOne - likeliestOther + AboveZero).log().mean();
        var believed = nn.functional.softmax(clean, 1).gather(1, step.Labels.unsqueeze(1)).squeeze(1);
        return boosted + Beta * (AttackLosses.Divergence(clean, attacked) * (BarelyAboveOne - believed)).mean();
    }
}
