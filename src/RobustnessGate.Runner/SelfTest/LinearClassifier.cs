using static TorchSharp.torch;

namespace RobustnessGate.Runner.SelfTest;

/// <summary>Scores W x + b.</summary>
internal sealed class LinearClassifier : nn.Module<Tensor, Tensor>
{
    private readonly Tensor weight;
    private readonly Tensor bias;

    /// <param name="weight">W, [classes, features].</param>
    /// <param name="bias">b, [classes].</param>
    public LinearClassifier(Tensor weight, Tensor bias)
        : base(nameof(LinearClassifier))
    {
        this.weight = weight.DetachFromDisposeScope();
        this.bias = bias.DetachFromDisposeScope();
    }

    public override Tensor forward(Tensor input) => input.flatten(1).matmul(weight.t()) + bias;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            weight.Dispose();
            bias.Dispose();
        }

        base.Dispose(disposing);
    }
}
