using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>One forward pass whose graph is kept for any number of backward passes.</summary>
internal sealed class GradientTape(Tensor leaf, Tensor output, Tensor logits, Action<long> countBackward) : IDisposable
{
    /// <summary>The logits, [B, K], without their graph.</summary>
    public Tensor Logits { get; } = logits;

    /// <summary>The gradient of each row's Σ_k weights_k × logit_k, [B, ...]; weights are [B, K].</summary>
    public Tensor Gradient(Tensor weights)
    {
        countBackward(leaf.shape[0]);
        return Gradients.Of(output, leaf, weights, retainGraph: true);
    }

    public void Dispose()
    {
        output.Dispose();
        leaf.Dispose();
    }
}
