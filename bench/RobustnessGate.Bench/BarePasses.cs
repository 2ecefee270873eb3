using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The floor: forward and backward passes of the bare model, and nothing else.</summary>
internal sealed class BarePasses(jit.ScriptModule<Tensor, Tensor> model, Examples examples, IReadOnlyList<(long Size, bool WithGradient)> passes)
{
    /// <summary>As many passes as these, in batches of all the examples.</summary>
    public static IReadOnlyList<(long Size, bool WithGradient)> InFullBatches(IReadOnlyList<(long Size, bool WithGradient)> passes, int batchSize) =>
    [
        .. Batches(passes.Where(pass => pass.WithGradient).Sum(pass => pass.Size), batchSize).Select(size => (size, true)),
        .. Batches(passes.Where(pass => !pass.WithGradient).Sum(pass => pass.Size), batchSize).Select(size => (size, false)),
    ];

    public void Run()
    {
        model.eval();
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        foreach (var (size, withGradient) in passes)
        {
            using var scope = NewDisposeScope();
            if (withGradient)
                ForwardAndBackward(size);
            else
                Forward(size);
        }
    }

    private void ForwardAndBackward(long size)
    {
        var leaf = examples.Inputs.narrow(0, 0, size).detach().requires_grad_(true);
        var loss = nn.functional.cross_entropy(model.call(leaf), examples.Labels.narrow(0, 0, size), reduction: nn.Reduction.Sum);
        autograd.grad([loss], [leaf]);
    }

    private void Forward(long size)
    {
        using var noGradient = no_grad();
        model.call(examples.Inputs.narrow(0, 0, size));
    }

    private static IEnumerable<long> Batches(long total, long batchSize)
    {
        for (var left = total; left > 0; left -= batchSize)
            yield return Math.Min(left, batchSize);
    }
}
