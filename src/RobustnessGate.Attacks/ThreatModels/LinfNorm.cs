using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The maximum norm.</summary>
internal sealed class LinfNorm() : Norm("Linf")
{
    public override Tensor Length(Tensor perturbation) => perturbation.flatten(1).abs().amax(1);

    public override Tensor Project(Tensor perturbation, double epsilon, Tensor clean, Box box) => perturbation.clamp(-epsilon, epsilon);

    internal override Tensor ProjectInPlace(Tensor perturbation, double epsilon, Tensor clean, Box box) => perturbation.clamp_(-epsilon, epsilon);

    public override Tensor Project(Tensor perturbation, Tensor epsilon, Tensor clean, Box box)
    {
        var limit = epsilon.Over(perturbation);
        return minimum(maximum(perturbation, -limit), limit);
    }

    public override Tensor SteepestDirection(Tensor gradient) => gradient.sign();

    internal override Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon) =>
        random.Uniform(shape, -1, 1).mul_(epsilon);

    internal override double RoundingGrowth(long features) => 1;
}
