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
        var levels = (inputs - threat.Bounds.Lower).mul_(HighestLevel / threat.Bounds.Width).round_();
        // 1 and −1 where the attack moved a feature up and down, 0 where it left it alone.
        var direction = (inputs - clean).sign_();
        var nearest = Choose(direction.abs(), Stored(levels), clean);
        var fits = threat.Measure(nearest, clean).Allowed;
        if (Array.TrueForAll(fits, isAllowed => isAllowed))
            return nearest.MoveToOuterDisposeScope();

        var inward = Stored(levels.sub_(direction));
        inward = Choose(direction.clamp_min(0), maximum(inward, clean), minimum(inward, clean));
        // A value that is stored in single precision may lie that far off its level.
        var isFarther = ((nearest - inputs).mul_(direction) > threat.Rounding).to(inputs.dtype);
        var mustNot = tensor(fits).to(inputs.device).logical_not().to(inputs.dtype).Over(inputs);
        return Choose(isFarther.mul_(mustNot), inward, nearest).MoveToOuterDisposeScope();

        // Divided last, so that levels of the range from 0 to 1 are stored as a reader of pictures stores them.
        Tensor Stored(Tensor of) => (of * threat.Bounds.Width).div_(HighestLevel).add_(threat.Bounds.Lower).clamp_(threat.Bounds.Lower, threat.Bounds.Upper);
    }

    // What where does, to the bit for shares of 0 and 1, at a fraction of its price on a processor.
    private static Tensor Choose(Tensor share, Tensor first, Tensor second) => (first * share).add_(second * (1 - share));
}
