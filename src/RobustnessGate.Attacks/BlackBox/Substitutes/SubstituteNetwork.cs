using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The network that stands in for the victim: two hidden layers of rectified units on the flat input, scaled to [0, 1].</summary>
internal sealed class SubstituteNetwork : nn.Module<Tensor, Tensor>
{
    private readonly Bounds bounds;
    private readonly Linear first;
    private readonly Linear second;
    private readonly Linear last;

    /// <summary>Creates it with weights from a stream of random numbers.</summary>
    public SubstituteNetwork(long features, long hidden, long classes, Bounds bounds, RowRandom random, Device device)
        : base(nameof(SubstituteNetwork))
    {
        this.bounds = bounds;
        (first, second, last) = (Layer(features, hidden), Layer(hidden, hidden), Layer(hidden, classes));
        RegisterComponents();

        // PyTorch's distribution, drawn from the attack's own stream.
        Linear Layer(long inputs, long outputs)
        {
            using var scope = NewDisposeScope();
            var layer = nn.Linear(inputs, outputs, device: device);
            var limit = 1 / Math.Sqrt(inputs);
            using var constant = no_grad();
            layer.weight!.copy_(random.Uniform([1, outputs, inputs], -limit, limit)[0]);
            layer.bias!.copy_(random.Uniform([1, outputs], -limit, limit)[0]);
            return layer;
        }
    }

    /// <summary>Logits [B, K] of inputs [B, ...].</summary>
    public override Tensor forward(Tensor input)
    {
        var shares = (input.flatten(1) - bounds.Lower) / bounds.Width;
        return last.call(second.call(first.call(shares).relu()).relu());
    }
}
