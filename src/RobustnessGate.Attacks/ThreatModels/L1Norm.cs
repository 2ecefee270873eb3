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
        var size = perturbation.flatten(1).abs();
        var room = where(perturbation > 0, up, -down).flatten(1);
        // Sorting is dear, and features that do not move need none: the others, few in a sparse attack, come to the front.
        var moved = Math.Max(1, (size > 0).sum(1).max().Value<long>());
        var (sizes, features) = size.topk((int)moved, 1);
        // Sums of thousands of features need double precision to end within the budget.
        var shrunk = Shrink(sizes.to(ScalarType.Float64), room.gather(1, features).to(ScalarType.Float64), epsilon.unsqueeze(1).to(ScalarType.Float64));
        return zeros_like(size).scatter_(1, features, shrunk.to(size.dtype)).reshape(perturbation.shape).mul_(perturbation.sign());
    }

    // The whole budget goes to the feature with the largest gradient.
    public override Tensor SteepestDirection(Tensor gradient)
    {
        var flat = gradient.flatten(1);
        var largest = flat.abs().argmax(1, true);
        return zeros_like(flat).scatter(1, largest, flat.gather(1, largest).sign()).reshape(gradient.shape);
    }

    /// <summary>The argmax of ⟨gradient, d⟩ over ‖d‖ ≤ length within the room that a box leaves: features are filled in the order of their gradients.</summary>
    internal static Tensor SteepestStep(Tensor gradient, Tensor length, (Tensor Down, Tensor Up) room)
    {
        var flat = gradient.flatten(1);
        var (_, order) = flat.abs().sort(1, descending: true);
        var most = where(gradient > 0, room.Up, -room.Down).flatten(1).gather(1, order);
        var left = (length.flatten(1) - (most.cumsum(1) - most)).clamp_min(0);
        return zeros_like(flat).scatter_(1, order, minimum(most, left)).reshape(gradient.shape) * gradient.sign();
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

    private static Tensor Shrink(Tensor size, Tensor room, Tensor budget)
    {
        var clipped = minimum(size, room);
        var inside = clipped.sum(1, true) <= budget;
        return inside.all().Value<bool>()
            ? clipped
            : where(inside, clipped, minimum((size - Threshold(size, room, budget)).clamp_min(0), room));
    }

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
