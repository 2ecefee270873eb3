using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

/// <summary>A model that is any function.</summary>
internal sealed class FunctionModel(Func<Tensor, Tensor> function) : nn.Module<Tensor, Tensor>(nameof(FunctionModel))
{
    public override Tensor forward(Tensor input) => function(input);
}
