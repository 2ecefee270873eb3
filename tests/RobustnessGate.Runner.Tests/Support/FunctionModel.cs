using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>A model that is one function.</summary>
internal sealed class FunctionModel(Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>(nameof(FunctionModel))
{
    public override Tensor forward(Tensor input) => function(input);
}
