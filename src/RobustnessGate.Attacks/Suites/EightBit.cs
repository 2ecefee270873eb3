using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What adversarial inputs become when they are stored as pictures are: in 256 levels from the lower to the upper bound.</summary>
internal static class EightBit
{
    private const int HighestLevel = 255;

    /// <summary>Whether each of some adversarial inputs still breaks its example when it is rounded; one pass each, all together.</summary>
    /// <param name="inputs">The adversarial inputs, [M, ...].</param>
    /// <param name="clean">The clean inputs beside them, [M, ...].</param>
    /// <param name="classesOrTargets">The true class of each, or its target where success means reaching it.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="confirmation">Asks the model.</param>
    public static bool[] Survive(Tensor inputs, Tensor clean, ReadOnlySpan<long> classesOrTargets, ThreatModel threat, Confirmation confirmation)
    {
        using var scope = NewDisposeScope();
        var rounded = Round(inputs, clean, threat);
        var predicted = confirmation.Predict(rounded, classesOrTargets);
        return [.. threat.Measure(rounded, clean).Allowed.Zip(predicted, (allowed, answer) => allowed && answer is not null)];
    }

    /// <summary>Rounds inputs [M, ...] to the nearest levels. Where that leaves the budget, features of the input that it moved away from the clean one
    /// are rounded towards that instead. Features that the attack left alone keep their values.</summary>
    internal static Tensor Round(Tensor inputs, Tensor clean, ThreatModel threat)
    {
        using var scope = NewDisposeScope();
        var step = threat.Bounds.Width / HighestLevel;
        var levels = inputs.to(ScalarType.Float64, copy: true).sub_(threat.Bounds.Lower).div_(step).round();
        var nearest = where(inputs == clean, clean, Stored(levels.clone()));
        var fits = threat.Measure(nearest, clean).Allowed;
        if (Array.TrueForAll(fits, isAllowed => isAllowed))
            return nearest.MoveToOuterDisposeScope();

        var direction = (inputs - clean).sign_();
        var inward = Stored(levels.sub_(direction));
        inward = where(direction > 0, maximum(inward, clean), minimum(inward, clean));
        // A value that is stored in single precision may lie that far off its level.
        var isFarther = (nearest - inputs).mul_(direction) > threat.Rounding;
        return where(isFarther.logical_and(tensor(fits).to(inputs.device).logical_not().Over(inputs)), inward, nearest).MoveToOuterDisposeScope();

        Tensor Stored(Tensor ownLevels) => threat.Bounds.Clamp(ownLevels.mul_(step).add_(threat.Bounds.Lower)).to(inputs.dtype);
    }
}
