using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What one forward and one backward pass tell of each row.</summary>
/// <param name="Logits">The logits, [B, K]; the mean over the draws of a random model.</param>
/// <param name="Loss">The loss, [B].</param>
/// <param name="Gradient">The loss's gradient, [B, ...], with zeros in place of values that are not finite.</param>
public readonly record struct Evaluation(Tensor Logits, Tensor Loss, Tensor Gradient);
