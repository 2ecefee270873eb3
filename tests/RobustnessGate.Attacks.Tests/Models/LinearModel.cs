using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Models;

/// <summary>Logits W x + b: what every attack can reach on it is known in closed form.</summary>
internal sealed class LinearModel : nn.Module<Tensor, Tensor>
{
    private readonly Tensor weight;
    private readonly Tensor bias;

    public LinearModel(Tensor weight, Tensor bias)
        : base(nameof(LinearModel))
    {
        this.weight = weight.detach().DetachFromDisposeScope();
        this.bias = bias.detach().DetachFromDisposeScope();
    }

    /// <summary>A random model of so many features and classes, the same for the same seed.</summary>
    public static LinearModel Random(long features, long classes, long seed) => Random(features, classes, new Drawn(seed));

    /// <summary>A random model of so many features and classes.</summary>
    public static LinearModel Random(long features, long classes, Drawn draws) =>
        new(draws.Normal(classes, features), draws.Normal(classes));

    public override Tensor forward(Tensor input) => input.flatten(1).matmul(weight.t()) + bias;

    /// <summary>Smallest perturbation length that changes the class of each row [B] where no bound is in the way: the smallest of
    /// (z_y − z_s) / ‖w_y − w_s‖ in the dual norm.</summary>
    public Tensor SmallestPerturbation(Tensor inputs, Norm norm)
    {
        var logits = forward(inputs);
        var label = logits.argmax(1);
        var distances = new List<Tensor>();
        for (var other = 0L; other < weight.shape[0]; other++)
        {
            var margin = logits.gather(1, label.unsqueeze(1)).squeeze(1) - logits.select(1, other);
            var slope = DualLength(weight.index_select(0, label) - weight.select(0, other), norm);
            distances.Add(where(label == other, full_like(margin, double.PositiveInfinity), margin / slope.clamp_min(1e-12)));
        }

        return stack(distances).amin([0]);
    }

    private static Tensor DualLength(Tensor rows, Norm norm) => norm.Name switch
    {
        "Linf" => rows.abs().sum(1),
        "L2" => rows.square().sum(1).sqrt(),
        "L1" => rows.abs().amax(1),
        _ => throw new ArgumentOutOfRangeException(nameof(norm), norm, "No dual norm."),
    };
}
