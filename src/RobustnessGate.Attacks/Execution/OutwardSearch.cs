using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Goes on from a success that did not hold when it was looked at alone: along the same direction, a little farther and then ever more, until
/// one holds. Next to the decision boundary the class may turn with the batch that an input sits in, and farther out no longer.</summary>
internal sealed class OutwardSearch(ThreatModel threat, Confirmation confirmation)
{
    // From what the rounding of inputs changes to twice the distance.
    private const double FirstShare = 1e-6;
    private const double Growth = 4;
    private const double LastShare = 1.1;

    /// <summary>The first success on the way out; null where none is within the budget, or the model's answers are random, which is not what distance mends.</summary>
    /// <param name="index">The example.</param>
    /// <param name="lost">The success that did not hold, [1, ...], where the model computes.</param>
    /// <param name="clean">The clean input, likewise.</param>
    /// <param name="classOrTarget">The true class, or the target.</param>
    public Witness? From(long index, Tensor lost, Tensor clean, long classOrTarget)
    {
        if (confirmation.IsRandom)
            return null;
        using var scope = NewDisposeScope();
        var direction = lost - clean;
        for (var share = FirstShare; share <= LastShare; share *= Growth)
        {
            var input = threat.Bounds.Clamp(lost + share * direction);
            var (allowed, distances) = threat.Measure(input, clean);
            if (!allowed[0])
                return null;
            if (confirmation.Predict(input, [classOrTarget])[0] is { } predicted)
                return new Witness(index, input.OnCpu().DetachFromDisposeScope(), predicted, distances[0], predicted < 0);
        }

        return null;
    }
}
