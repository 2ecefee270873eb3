using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The nearest piece of the decision boundary of the linearised model: the hyperplane on which another class gets the same logit.</summary>
/// <param name="Margin">The other class's logit less the own at the points asked about, [B]; negative on the own side.</param>
/// <param name="Normal">Its gradient, [B, ...]: it points to the other side.</param>
internal readonly record struct DecisionBoundary(Tensor Margin, Tensor Normal)
{
    /// <summary>The hyperplane nearest to some points in the rows' norm. Gradients are taken one class at a time and only the best so
    /// far is kept: one backward pass for each class.</summary>
    /// <param name="rows">The examples.</param>
    /// <param name="linear">The model, linearised at <paramref name="at"/>.</param>
    /// <param name="at">Where it is linearised, [B, ...].</param>
    /// <param name="from">The points that distances are taken from, [B, ...].</param>
    /// <param name="others">The classes behind the boundary, [B, C] of int64.</param>
    public static DecisionBoundary Nearest(Rows rows, Linearization linear, Tensor at, Tensor from, Tensor others)
    {
        var way = from - at;
        var own = OwnClasses(rows, linear.Logits);
        var nearest = default(DecisionBoundary);
        Tensor? distance = null;
        for (var column = 0L; column < others.shape[1]; column++)
        {
            using var scope = NewDisposeScope();
            var next = Towards(linear, own, others.narrow(1, column, 1), way);
            var nextDistance = next.Margin.abs() / rows.Norm.Dual.Length(next.Normal).clamp_min(Norm.SmallestLength);
            if (distance is not null)
            {
                var isNearer = nextDistance < distance;
                next = new DecisionBoundary(where(isNearer, next.Margin, nearest.Margin), where(isNearer.Over(way), next.Normal, nearest.Normal));
                nextDistance = where(isNearer, nextDistance, distance);
                nearest.Margin.Dispose();
                nearest.Normal.Dispose();
                distance.Dispose();
            }

            nearest = new DecisionBoundary(next.Margin.MoveToOuterDisposeScope(), next.Normal.MoveToOuterDisposeScope());
            distance = nextDistance.MoveToOuterDisposeScope();
        }

        return nearest;
    }

    /// <summary>The class on the near side of the boundary, [B, 1]: the true one or, where a target is to be reached, the largest other.</summary>
    public static Tensor OwnClasses(Rows rows, Tensor logits) => rows.Targets is { } targets
        ? AttackLosses.Without(logits, targets).argmax(1, true)
        : rows.Labels.unsqueeze(1);

    /// <summary>The logit [B] of one class of each row less that of another, both [B, 1] of int64.</summary>
    public static Tensor Difference(Tensor logits, Tensor own, Tensor other) => (logits.gather(1, other) - logits.gather(1, own)).squeeze(1);

    private static DecisionBoundary Towards(Linearization linear, Tensor own, Tensor other, Tensor way)
    {
        var one = ones_like(other).to(linear.Logits.dtype);
        var weights = zeros_like(linear.Logits).scatter(1, other, one).scatter(1, own, -one);
        var normal = linear.Gradient(weights);
        var margin = Difference(linear.Logits, own, other);
        return new DecisionBoundary((margin + (normal * way).flatten(1).sum(1)).nan_to_num(0, 0, 0), normal);
    }
}
