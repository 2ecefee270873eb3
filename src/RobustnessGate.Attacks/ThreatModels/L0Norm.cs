using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The number of features that differ.</summary>
internal sealed class L0Norm() : Norm("L0")
{
    public override Tensor Length(Tensor perturbation) => (perturbation.flatten(1) != 0).sum(1).to(ScalarType.Float32);

    // The largest changes stay.
    public override Tensor Project(Tensor perturbation, double epsilon, Tensor clean, Bounds bounds)
    {
        var (down, up) = bounds.Room(clean);
        var clipped = perturbation.clamp(down, up);
        var flat = clipped.flatten(1);
        var kept = Math.Min((long)epsilon, flat.shape[1]);
        var (_, largest) = flat.abs().topk((int)kept, 1);
        return zeros_like(flat).scatter(1, largest, flat.gather(1, largest)).reshape(clipped.shape);
    }

    public override Tensor SteepestDirection(Tensor gradient) => L1.SteepestDirection(gradient);

    internal override Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon)
    {
        var features = shape.Skip(1).Aggregate(1L, (product, size) => product * size);
        var kept = Math.Min((long)epsilon, features);
        var (_, chosen) = random.Uniform([shape[0], features], 0, 1).topk((int)kept, 1);
        var values = random.Uniform([shape[0], features], -1, 1);
        return zeros_like(values).scatter(1, chosen, values.gather(1, chosen)).reshape(shape);
    }

    internal override double RoundingGrowth(long features) => 0;
}
