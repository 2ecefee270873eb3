using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The sum of absolute values.</summary>
internal sealed class L1Norm() : Norm("L1")
{
    public override Tensor Length(Tensor perturbation) => perturbation.flatten(1).abs().sum(1);

    /// <summary>The nearest point of the intersection of ball and box (Croce and Hein 2021, arXiv 2103.01208, section 3):
    /// |δ| shrinks by a threshold λ and stays within the room, with λ such that the length is epsilon.</summary>
    public override Tensor Project(Tensor perturbation, Tensor epsilon, Tensor clean, Box box)
    {
        var (down, up) = box.Room(clean);
        var budget = epsilon.unsqueeze(1).to(ScalarType.Float64);
        // Sums of thousands of features need double precision to end within the budget.
        var size = perturbation.flatten(1).abs().to(ScalarType.Float64);
        var room = where(perturbation > 0, up, -down).flatten(1).to(ScalarType.Float64);
        var clipped = minimum(size, room);
        var threshold = Threshold(size, room, budget);
        var inside = clipped.sum(1, true) <= budget;
        var shrunk = minimum((size - threshold).clamp_min(0), room);
        return perturbation.sign() * where(inside, clipped, shrunk).reshape(perturbation.shape).to(perturbation.dtype);
    }

    // The whole budget goes to the feature with the largest gradient.
    public override Tensor SteepestDirection(Tensor gradient)
    {
        var flat = gradient.flatten(1);
        var largest = flat.abs().argmax(1, true);
        return zeros_like(flat).scatter(1, largest, flat.gather(1, largest).sign()).reshape(gradient.shape);
    }

    // Exponential sizes with random signs, divided by their sum and one more exponential, are uniform in the ball.
    internal override Tensor RandomPerturbation(RowRandom random, long[] shape, double epsilon)
    {
        var features = RowTensors.Features(shape);
        var sizes = -random.Uniform([shape[0], features + 1], 0, 1).clamp_min(SmallestLength).log();
        var signs = random.Uniform([shape[0], features], -1, 1).sign();
        var point = sizes.narrow(1, 0, features) / sizes.sum(1, true);
        return (point * signs * epsilon).reshape(shape);
    }

    internal override double RoundingGrowth(long features) => Math.Sqrt(features);

    // Length as a function of λ is piecewise linear and falls with slope −(number of features strictly between their two
    // breakpoints), which are λ = |δ| (reaches zero) and λ = |δ| − room (leaves the box's limit).
    private static Tensor Threshold(Tensor size, Tensor room, Tensor epsilon)
    {
        var breakpoints = cat([(size - room).clamp_min(0), size], 1);
        var slopes = cat([full_like(size, -1), full_like(size, 1)], 1);
        var (sorted, order) = breakpoints.sort(1);
        var slope = slopes.gather(1, order).cumsum(1);
        var start = minimum(size, room).sum(1, true);
        var steps = sorted.narrow(1, 1, sorted.shape[1] - 1) - sorted.narrow(1, 0, sorted.shape[1] - 1);
        var lengths = cat([zeros_like(start), (slope.narrow(1, 0, steps.shape[1]) * steps).cumsum(1)], 1) + start;
        // The last breakpoint at which the length still is epsilon or more.
        var last = ((lengths >= epsilon).to(ScalarType.Int64).sum(1, true) - 1).clamp_min(0);
        var slopeThere = slope.gather(1, last).clamp_max(-1);
        return sorted.gather(1, last) + (lengths.gather(1, last) - epsilon) / -slopeThere;
    }
}
