using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Asks libtorch for gradients, in the one way in which TorchSharp turns its errors into exceptions: an error of
/// <c>autograd.grad</c> ends the process.</summary>
internal static class Gradients
{
    /// <summary>The gradient of a tensor with respect to each leaf, zeros where it does not depend on one.</summary>
    /// <param name="output">A scalar; or a tensor of any shape, together with <paramref name="weights"/>.</param>
    /// <param name="leaves">What it is differentiated by. Their own <c>grad</c> is kept.</param>
    /// <param name="weights">The weights of the output's elements, of its shape; null for a scalar.</param>
    /// <param name="retainGraph">Whether it will be differentiated again.</param>
    /// <exception cref="System.Runtime.InteropServices.ExternalException">A value that the graph needs was changed in place, or an operator has
    /// no gradient.</exception>
    public static Tensor[] Of(Tensor output, IReadOnlyList<Tensor> leaves, Tensor? weights = null, bool retainGraph = false)
    {
        // Output without a graph: asking for its gradient is an error.
        if (!output.requires_grad)
            return [.. leaves.Select(leaf => zeros_like(leaf))];
        var kept = leaves.Select(leaf => leaf.grad).ToList();
        try
        {
            // A gradient is added to what is there.
            for (var i = 0; i < kept.Count; i++)
            {
                if (kept[i] is not null)
                    leaves[i].grad = null;
            }

            autograd.backward([output], weights is null ? null : [weights], retainGraph, create_graph: false, inputs: [.. leaves]);
            return [.. leaves.Select(leaf => leaf.grad ?? zeros_like(leaf))];
        }
        finally
        {
            for (var i = 0; i < kept.Count; i++)
                leaves[i].grad = kept[i];
        }
    }
}
