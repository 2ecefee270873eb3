using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Asks libtorch for gradients, in the one way in which TorchSharp turns its errors into exceptions: an error of
/// <c>autograd.grad</c> ends the process. A value that the graph needs and that was changed in place, or an operator without a gradient, is a
/// <see cref="System.Runtime.InteropServices.ExternalException"/>.</summary>
internal static class Gradients
{
    /// <summary>The gradient with respect to a leaf that was made for it, zeros where the output does not depend on it.</summary>
    /// <param name="output">A scalar; or a tensor of any shape, together with <paramref name="weights"/>.</param>
    /// <param name="leaf">What it is differentiated by; without a <c>grad</c>, before and after.</param>
    /// <param name="weights">The weights of the output's elements, of its shape; null for a scalar.</param>
    /// <param name="retainGraph">Whether it will be differentiated again.</param>
    public static Tensor Of(Tensor output, Tensor leaf, Tensor? weights = null, bool retainGraph = false)
    {
        // Asking an output without a graph is an error.
        if (!output.requires_grad)
            return zeros_like(leaf);
        autograd.backward([output], weights is null ? null : [weights], retainGraph, inputs: [leaf]);
        if (leaf.grad is not { } gradient)
            return zeros_like(leaf);
        leaf.grad = null;
        return gradient;
    }

    /// <summary>The gradient with respect to each leaf, zeros where the output does not depend on one. Their own <c>grad</c> is kept.</summary>
    /// <param name="output">A scalar.</param>
    /// <param name="leaves">What it is differentiated by.</param>
    public static Tensor[] Of(Tensor output, IReadOnlyList<Tensor> leaves)
    {
        if (!output.requires_grad)
            return [.. leaves.Select(leaf => zeros_like(leaf))];
        Tensor?[] kept = [.. leaves.Select(leaf => leaf.grad)];
        try
        {
            // A gradient is added to what is there.
            foreach (var leaf in leaves)
                leaf.grad = null;
            autograd.backward([output], inputs: [.. leaves]);
            return [.. leaves.Select(leaf => leaf.grad ?? zeros_like(leaf))];
        }
        finally
        {
            for (var i = 0; i < kept.Length; i++)
                leaves[i].grad = kept[i];
        }
    }
}
