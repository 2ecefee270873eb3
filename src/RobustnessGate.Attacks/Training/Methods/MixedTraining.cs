using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Learns from clean and adversarial examples together (Goodfellow et al. 2015, arXiv 1412.6572, section 6). Costs one more forward and
/// backward pass than adversarial training.</summary>
[CatalogEntry("mixed", "A weighted sum of the cross-entropies on clean and on adversarial examples.", "Goodfellow et al. 2015, arXiv 1412.6572")]
public sealed record MixedTraining : AdversarialMethod
{
    /// <summary>The weight of the clean examples' loss (α); the adversarial ones have the rest.</summary>
    [NamedOption("Weight of the loss on clean examples; the adversarial ones have the rest.", Minimum = 0, Maximum = 1)]
    public double CleanWeight { get; init; } = 0.5;

    /// <inheritdoc/>
    public override Tensor Loss(TrainingStep step, Tensor crafted)
    {
        ArgumentNullException.ThrowIfNull(step);
        return CleanWeight * step.CrossEntropy(step.Logits(step.Inputs)) + (1 - CleanWeight) * step.CrossEntropy(step.Logits(crafted));
    }
}
