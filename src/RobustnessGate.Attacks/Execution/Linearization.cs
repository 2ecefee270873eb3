using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The model's logits at points together with what it takes to differentiate combinations of them: one forward pass, and a
/// backward pass for each gradient asked for. Gradients come one at a time, so that memory does not grow with the classes.</summary>
public sealed class Linearization : IDisposable
{
    private readonly Func<Tensor, Tensor> differentiate;
    private readonly Action dispose;

    internal Linearization(Tensor logits, Func<Tensor, Tensor> differentiate, Action dispose) =>
        (Logits, this.differentiate, this.dispose) = (logits, differentiate, dispose);

    /// <summary>The logits, [B, K].</summary>
    public Tensor Logits { get; }

    /// <summary>The gradient of each row's Σ_k weights_k × logit_k, [B, ...].</summary>
    /// <param name="weights">The combination for each row, [B, K].</param>
    public Tensor Gradient(Tensor weights) => differentiate(weights);

    /// <inheritdoc/>
    public void Dispose() => dispose();
}
