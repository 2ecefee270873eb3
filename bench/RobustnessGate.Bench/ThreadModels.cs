using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

#pragma warning disable MA0056 // Models are written so.

/// <summary>A small network for pictures of 8×8 pixels, of which a pass is over before a second thread is awake.</summary>
public sealed class SmallPerceptron : nn.Module<Tensor, Tensor>
{
    private readonly Sequential layers = nn.Sequential(nn.Flatten(), nn.Linear(64, 32), nn.ReLU(), nn.Linear(32, 10));

    public SmallPerceptron()
        : base(nameof(SmallPerceptron)) => RegisterComponents();

    public override Tensor forward(Tensor input) => layers.call(input);
}

/// <summary>A residual network for colour pictures of 32×32 pixels, of which a pass takes long enough to be shared.</summary>
public sealed class SmallResNet : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d stem = nn.Conv2d(3, 16, 3, padding: 1);
    private readonly ResidualBlock first = new(16, 16, 1);
    private readonly ResidualBlock second = new(16, 32, 2);
    private readonly ResidualBlock third = new(32, 64, 2);
    private readonly Linear head = nn.Linear(64, 10);

    public SmallResNet()
        : base(nameof(SmallResNet)) => RegisterComponents();

    public override Tensor forward(Tensor input)
    {
        var features = third.call(second.call(first.call(nn.functional.relu(stem.call(input)))));
        return head.call(features.mean([2, 3]));
    }
}

/// <summary>Two convolutions beside a shortcut.</summary>
public sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Sequential residual;
    private readonly Conv2d shortcut;

    public ResidualBlock(long from, long to, long stride)
        : base(nameof(ResidualBlock))
    {
        residual = nn.Sequential(
            nn.Conv2d(from, to, 3, stride, 1), nn.BatchNorm2d(to), nn.ReLU(), nn.Conv2d(to, to, 3, 1, 1), nn.BatchNorm2d(to));
        shortcut = nn.Conv2d(from, to, 1, stride);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => nn.functional.relu(residual.call(input) + shortcut.call(input));
}
