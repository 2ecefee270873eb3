using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>An adversarial input that breaks its example, confirmed by a forward pass of its own.</summary>
/// <param name="Index">The example's index in the data.</param>
/// <param name="Input">The adversarial input, [1, ...], float32 on the CPU.</param>
/// <param name="Predicted">The class predicted on it; −1 where the output is not finite.</param>
/// <param name="Distance">Its distance from the clean input in the threat model's norm, measured in double precision.</param>
/// <param name="NonFinite">The model's output on it is not finite.</param>
public sealed record Witness(long Index, Tensor Input, long Predicted, double Distance, bool NonFinite)
{
    /// <summary>It still breaks its example, within the budget, when it is rounded to 256 levels of the bounds.</summary>
    public bool Survives8Bit { get; init; }
}
