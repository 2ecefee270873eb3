using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Learns from the examples as they are. Costs a forward and a backward pass for each.</summary>
[CatalogEntry("standard", "Cross-entropy on the examples as they are.", "")]
public sealed record NaturalTraining : TrainingMethod
{
    /// <inheritdoc/>
    public override Tensor Craft(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Inputs;
    }
}
