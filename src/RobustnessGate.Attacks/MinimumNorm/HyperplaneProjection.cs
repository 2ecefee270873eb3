using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Projects points onto a hyperplane within a box (Croce and Hein 2020, arXiv 1907.02044, section 2.2): exactly, in Linf, L2 and L1.</summary>
internal static class HyperplaneProjection
{
    // Moves any feature as far as it has room, and times a speed of zero is still zero.
    private const double LargestFactor = 1e30;

    /// <summary>For each row the shortest move d with ⟨normal, d⟩ = −margin that keeps the point in the box. Where the hyperplane does not
    /// meet the box, the move to the corner nearest to it.</summary>
    /// <param name="norm">What is shortest.</param>
    /// <param name="points">The points, [B, ...], in the box.</param>
    /// <param name="normal">The hyperplanes' normals, [B, ...].</param>
    /// <param name="margin">⟨normal, point⟩ less the hyperplane's offset, [B].</param>
    /// <param name="box">The valid range of each feature.</param>
    public static Tensor Move(Norm norm, Tensor points, Tensor normal, Tensor margin, Box box)
    {
        using var scope = NewDisposeScope();
        var direction = -normal.sign() * margin.sign().Over(normal);
        var (down, up) = box.Room(points);
        var room = where(direction > 0, up, -down).flatten(1);
        // In units of the steepest slope, so that neither small nor large gradients leave the numbers' range.
        var steepness = normal.flatten(1).abs();
        var unit = steepness.amax([1], true);
        unit = where(unit > 0, unit, ones_like(unit));
        var (slope, need) = (steepness / unit, margin.abs().unsqueeze(1) / unit);
        var size = norm == Norm.L1 ? Greedy(slope, room, need) : Uniform(slope, norm == Norm.Linf ? ones_like(slope) : slope, room, need);
        return (direction * size.reshape(points.shape)).MoveToOuterDisposeScope();
    }

    // Each feature moves by min(λ speed, room). The gain Σ slope × move is concave in λ, so that solving for λ with the features known to
    // have used up their room never goes too far: repeated until λ stays, it ends at the solution.
    private static Tensor Uniform(Tensor slope, Tensor speed, Tensor room, Tensor need)
    {
        var (gain, full, breakpoint) = (Column(slope * speed), Column(slope * room), room / speed);
        var factor = zeros_like(need);
        while (true)
        {
            var free = (breakpoint > factor).to(slope.dtype);
            var rest = need - Sum(full, 1 - free);
            var next = maximum(factor, (rest / Sum(gain, free)).nan_to_num(0).clamp_max(LargestFactor));
            if (!(next > factor).HasAny())
                return minimum(factor * speed, room);
            factor = next;
        }

        static Tensor Column(Tensor values) => values.unsqueeze(2);
        static Tensor Sum(Tensor values, Tensor which) => which.unsqueeze(1).bmm(values).squeeze(2);
    }

    // The features with the steepest slopes use up their room; the one at which that suffices moves by what is left.
    private static Tensor Greedy(Tensor slope, Tensor room, Tensor need)
    {
        var (steepest, order) = slope.sort(1, descending: true);
        var sortedRoom = room.gather(1, order);
        var full = (steepest * sortedRoom).to(ScalarType.Float64);
        var left = (need - (full.cumsum(1) - full)).clamp_min(0).to(slope.dtype);
        var moves = minimum(left / steepest.clamp_min(Norm.SmallestLength), sortedRoom);
        return zeros_like(room).scatter(1, order, moves);
    }
}
