using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace RobustnessGate.Torch.Tests.Nn;

/// <summary>A model class as a TorchSharp user writes one.</summary>
internal sealed class SmallNet : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> conv1 = Conv2d(1, 4, 3, padding: 1);
    private readonly Module<Tensor, Tensor> bn1 = BatchNorm2d(4);
    private readonly Module<Tensor, Tensor> pool = MaxPool2d(2);
    private readonly Module<Tensor, Tensor> dropout = Dropout(0.5);
    private readonly Module<Tensor, Tensor> fc = Linear(4 * 4 * 4, 3);

    public SmallNet() : base("SmallNet")
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = pool.call(functional.relu(bn1.call(conv1.call(input))));
        return fc.call(dropout.call(x.flatten(1))).MoveToOuterDisposeScope();
    }
}

internal class Base(string name) : Module<Tensor, Tensor>(name)
{
    private readonly Linear inherited = nn.Linear(2, 2, hasBias: false);

    public override Tensor forward(Tensor input) => inherited.call(input);
}

internal sealed class ManyComponents : Base
{
    private readonly Parameter scale = nn.Parameter(ones(2));
    private readonly Tensor offset = zeros(2);

    [ComponentName(Name = "renamed")]
    private readonly Linear layer = nn.Linear(2, 1);

    private readonly ModuleList<Linear> list = nn.ModuleList(nn.Linear(1, 1), nn.Linear(1, 1));
    private readonly ModuleDict<Module> dictionary = nn.ModuleDict<Module>(("one", nn.Linear(1, 1, hasBias: false)));
    private readonly ParameterList weights = nn.ParameterList(nn.Parameter(ones(1)));

    public ManyComponents() : base(nameof(ManyComponents))
    {
        register_buffer("transient", zeros(3), persistent: false);
        RegisterComponents();
    }

    public int Layers => list.Count + dictionary.Count + weights.Count;

    public override Tensor forward(Tensor input) => layer.call((base.forward(input) * scale) + offset);
}

/// <summary>A model whose author forgot RegisterComponents.</summary>
internal sealed class Forgetful() : Module<Tensor, Tensor>(nameof(Forgetful))
{
    private readonly Linear layer = nn.Linear(2, 2);

    public override Tensor forward(Tensor input) => layer.call(input);
}

/// <summary>One module under two names.</summary>
internal sealed class Twins : nn.Module<Tensor, Tensor>
{
    private readonly Linear left;
    private readonly Linear right;

    internal Twins(Linear shared) : base(nameof(Twins))
    {
        left = shared;
        right = shared;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => right.call(left.call(input));
}
