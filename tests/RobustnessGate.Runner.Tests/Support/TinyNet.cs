using RobustnessGate.Attacks.Tests.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>A model class as a user writes it; the class of the same name in <c>Fixtures/make.py</c> is its twin.</summary>
public class TinyNet : nn.Module<Tensor, Tensor>
{
    private readonly Linear fc1 = nn.Linear(6, 4);
    private readonly BatchNorm1d norm = nn.BatchNorm1d(4);
    private readonly Linear fc2 = nn.Linear(4, 3);

#pragma warning disable MA0056 // Models are written so.
    public TinyNet()
        : base(nameof(TinyNet)) => RegisterComponents();
#pragma warning restore MA0056

    /// <summary>What PyTorch's twin returns for <see cref="Inputs"/> (printed by make.py).</summary>
    public static float[] ExpectedOutputs => [-0.06910580396652222f, -0.4273850917816162f, 0.19852538406848907f, -0.041055165231227875f, -0.37741225957870483f, 0.19259363412857056f];

    public static Tensor Inputs() => torch.arange(12, dtype: float32).reshape(2, 1, 2, 3) / 12;

    public override Tensor forward(Tensor input) => fc2.call(nn.functional.relu(norm.call(fc1.call(input.flatten(1)))));
}

/// <summary>The same with probabilities for outputs.</summary>
public sealed class TinyNetWithSoftmax : TinyNet
{
    public override Tensor forward(Tensor input) => base.forward(input).softmax(1);
}

/// <summary>The same with outputs that differ each time, for tests of <see cref="SharedGenerator"/>.</summary>
public sealed class RandomTinyNet : TinyNet
{
    public override Tensor forward(Tensor input)
    {
        var output = base.forward(input);
        return output + 0.05 * SharedGenerator.Normal(output.shape);
    }
}

/// <summary>A model that was never to be trained: the first features are the scores.</summary>
public sealed class ParameterlessNet() : nn.Module<Tensor, Tensor>(nameof(ParameterlessNet))
{
    public override Tensor forward(Tensor input) => input.flatten(1).narrow(1, 0, 3);
}
