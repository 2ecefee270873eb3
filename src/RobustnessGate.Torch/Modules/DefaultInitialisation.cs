using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>PyTorch's default weights of linear and convolution layers, drawn in PyTorch's order.</summary>
internal static class DefaultInitialisation
{
    internal static void Apply(Parameter weight, Parameter? bias)
    {
        nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
        if (bias is null)
        {
            return;
        }
        var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
        var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
        nn.init.uniform_(bias, -bound, bound);
    }
}
