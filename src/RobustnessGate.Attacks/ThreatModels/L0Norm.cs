using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The number of features that differ.</summary>
internal sealed class L0Norm() : Norm("L0")
{
    public override Tensor Length(Tensor perturbation) => (perturbation.flatten(1) != 0).sum(1).to(ScalarType.Float32);

    // The largest changes stay.
    public override Tensor Project(Tensor perturbation, Tensor epsilon, Tensor clean, Box box)
    {
        var (down, up) = box.Room(clean);
        var clipped = perturbation.clamp(down, up);
        var flat = clipped.flatten(1);
        var most = Math.Clamp((long)epsilon.max().Value<float>(), 0, flat.shape[1]);
        var (_, largest) = flat.abs().topk((int)most, 1);
        var kept = arange(most, device: flat.device).unsqueeze(0) < epsilon.unsqueeze(1);
        return zeros_like(flat).scatter(1, largest, flat.gather(1, largest) * kept).reshape(clipped.shape);
    }

    public override Tensor SteepestDirection(Tensor gradient) => L1.SteepestDirection(gradient);

    internal override Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon)
    {
        var features = RowTensors.Features(shape);
        var kept = Math.Min((long)epsilon, features);
        var (_, chosen) = random.Uniform([shape[0], features], 0, 1).topk((int)kept, 1);
        var values = random.Uniform([shape[0], features], -1, 1);
        return zeros_like(values).scatter(1, chosen, values.gather(1, chosen)).reshape(shape);
    }

    internal override double RoundingGrowth(long features) => 0;
}
