namespace RobustnessGate.Attacks;

/// <summary>What keeps a training from learning its examples by heart; any of it goes with any method.</summary>
public sealed record Regularization
{
    /// <summary>The share of the label's probability that goes to all classes alike.</summary>
    [NamedOption("Share of the label's probability that goes to all classes alike.", Minimum = 0, Maximum = 0.9)]
    public double LabelSmoothing { get; init; }

    /// <summary>The decay of an exponential average of the weights, which is then selected and saved in their place; null for none
    /// (Gowal et al. 2020, arXiv 2010.03593).</summary>
    [NamedOption("Decay a step of an exponential average of the weights, which is selected and saved in their place; 0.995 for example.", Minimum = 0, ExclusiveMinimum = true, Maximum = 0.99999)]
    public double? Ema { get; init; }

    /// <summary>The share of the training after which the plain average of the weights begins, which is then selected and saved in their place; null
    /// for none (Izmailov et al. 2018, arXiv 1803.05407).</summary>
    [NamedOption("Share of the training after which the plain average of the weights begins, which is selected and saved in their place; 0.75 for example.", Minimum = 0, Maximum = 0.99)]
    public double? Swa { get; init; }

    /// <summary>How far weights are moved against the learning before each step, relative to their norm (γ); 0 for none
    /// (Wu et al. 2020, arXiv 2004.05884). Costs another forward and backward pass a step.</summary>
    [NamedOption("Adversarial weight perturbation: how far weights are moved against the learning before each step, relative to their norm; 0.005 for example.", Minimum = 0, Maximum = 1)]
    public double Awp { get; init; }

    /// <summary>The share of the training before weights are perturbed.</summary>
    [NamedOption("Share of the training before adversarial weight perturbation sets in.", Minimum = 0, Maximum = 1)]
    public double AwpWarmUp { get; init; }

    /// <summary>Images are padded by so many zeros on each side and cropped back at random.</summary>
    [NamedOption("Pixels that images are padded with on each side before they are cropped back at random.", Minimum = 0)]
    public int Crop { get; init; }

    /// <summary>Every other image is mirrored, at random.</summary>
    [NamedOption("Mirror images left to right, each with probability one half.")]
    public bool Flip { get; init; }

    /// <summary>Classes are drawn equally often, however many examples they have.</summary>
    [NamedOption("Draw all classes equally often, however many examples they have.")]
    public bool Balanced { get; init; }
}
