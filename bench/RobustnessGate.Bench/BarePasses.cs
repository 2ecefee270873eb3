using RobustnessGate.Attacks;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The floor: a number of forward and backward passes of the bare model, in full batches, and nothing else.</summary>
internal sealed class BarePasses(jit.ScriptModule<Tensor, Tensor> model, Examples examples, PassCount passes)
{
    public PassCount Passes => passes;

    public void Run()
    {
        using var scope = NewDisposeScope();
        model.eval();
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        foreach (var size in Batches(passes.Backward))
            ForwardAndBackward(size);
        using var noGradient = no_grad();
        foreach (var size in Batches(passes.Forward - passes.Backward))
            Forward(size);
    }

    private void ForwardAndBackward(long size)
    {
        using var scope = NewDisposeScope();
        var leaf = examples.Inputs.narrow(0, 0, size).detach().requires_grad_(true);
        var loss = nn.functional.cross_entropy(model.call(leaf), examples.Labels.narrow(0, 0, size), reduction: nn.Reduction.Sum);
        autograd.grad([loss], [leaf]);
    }

    private void Forward(long size)
    {
        using var scope = NewDisposeScope();
        model.call(examples.Inputs.narrow(0, 0, size));
    }

    private IEnumerable<long> Batches(long total)
    {
        for (var left = total; left > 0; left -= examples.Count)
            yield return Math.Min(left, examples.Count);
    }
}
