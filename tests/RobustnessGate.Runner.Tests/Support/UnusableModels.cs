using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Support;

public abstract class AbstractNet() : nn.Module<Tensor, Tensor>(nameof(AbstractNet));

public sealed class NetWithArgument(int classes) : nn.Module<Tensor, Tensor>(nameof(NetWithArgument))
{
    public int Classes { get; } = classes;

    public override Tensor forward(Tensor input) => input;
}

public sealed class ThrowingNet : nn.Module<Tensor, Tensor>
{
    public ThrowingNet()
        : base(nameof(ThrowingNet)) => throw new InvalidOperationException("no config.json found.");

    public override Tensor forward(Tensor input) => input;
}

public sealed class NetWithoutRegistration() : nn.Module<Tensor, Tensor>(nameof(NetWithoutRegistration))
{
    public override Tensor forward(Tensor input) => input;
}
