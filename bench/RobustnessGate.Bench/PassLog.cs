using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>A model that notes the size of every pass through it, and whether gradients were asked for.</summary>
internal sealed class PassLog(nn.IModule<Tensor, Tensor> model) : nn.Module<Tensor, Tensor>(nameof(PassLog))
{
    private readonly List<(long Size, bool WithGradient)> passes = [];

    public IReadOnlyList<(long Size, bool WithGradient)> Passes => passes;

    public override Tensor forward(Tensor input)
    {
        passes.Add((input.shape[0], input.requires_grad));
        return model.call(input);
    }
}
