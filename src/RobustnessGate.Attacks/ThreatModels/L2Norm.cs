using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The Euclidean norm.</summary>
internal sealed class L2Norm() : Norm("L2")
{
    public override Tensor Length(Tensor perturbation) => linalg.vector_norm(perturbation.flatten(1), 2, [1]);

    // Radial; with the clipping to the box after it not the nearest point of the intersection, but inside it, and what the field uses.
    public override Tensor Project(Tensor perturbation, Tensor epsilon, Tensor clean, Box box) =>
        perturbation / (Length(perturbation) / epsilon).clamp_min(1).Over(perturbation);

    public override Tensor SteepestDirection(Tensor gradient) => Normalized(gradient);

    // A direction drawn from the sphere and a radius of density r^(n-1) are uniform in the ball.
    internal override Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon)
    {
        var direction = Normalized(random.Normal(shape));
        var radius = random.Uniform([shape[0]], 0, 1).pow(1.0 / RowTensors.Features(shape)) * epsilon;
        return direction * radius.Over(direction);
    }

    // Errors of random sign move the length by their component along the perturbation only.
    internal override double RoundingGrowth(long features) => 1;
}
