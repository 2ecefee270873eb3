using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What an adversarial input becomes when it is stored as a picture is: in 256 levels from the lower to the upper bound.</summary>
internal static class EightBit
{
    private const int HighestLevel = 255;

    /// <summary>Whether a witness still breaks its example when it is rounded; one pass of its own.</summary>
    /// <param name="witness">The adversarial input.</param>
    /// <param name="clean">The clean input, [1, ...].</param>
    /// <param name="classOrTarget">The true class, or the target where success means reaching it.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="confirmation">Asks the model.</param>
    public static bool Survives(Witness witness, Tensor clean, long classOrTarget, ThreatModel threat, Confirmation confirmation)
    {
        using var scope = NewDisposeScope();
        var rounded = Round(witness.Input.to(clean.device), clean, threat);
        return threat.Measure(rounded, clean).Allowed[0] && confirmation.Predict(rounded, classOrTarget) is not null;
    }

    /// <summary>Rounds an input [1, ...] to the nearest levels. Where that leaves the budget, features that it moved away from the clean input
    /// are rounded towards that instead. Features that the attack left alone keep their values.</summary>
    internal static Tensor Round(Tensor input, Tensor clean, ThreatModel threat)
    {
        using var scope = NewDisposeScope();
        var (exact, origin) = (input.to(ScalarType.Float64), clean.to(ScalarType.Float64));
        var step = threat.Bounds.Width / HighestLevel;
        var position = (exact - threat.Bounds.Lower) / step;
        var nearest = where(input == clean, origin, Level(position.round()));
        if (threat.Measure(Stored(nearest), clean).Allowed[0])
            return Stored(nearest).MoveToOuterDisposeScope();

        // A value that is stored in single precision may lie that far off its level.
        var slack = threat.Rounding / step;
        var inward = where(exact > origin, maximum(Level((position + slack).floor()), origin), minimum(Level((position - slack).ceil()), origin));
        return Stored(where((nearest - origin).abs() > (exact - origin).abs(), inward, nearest)).MoveToOuterDisposeScope();

        Tensor Level(Tensor levels) => levels * step + threat.Bounds.Lower;

        Tensor Stored(Tensor values) => threat.Bounds.Clamp(values).to(input.dtype);
    }
}
