using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The valid range of every input feature: the box that adversarial inputs stay in.</summary>
public sealed record Bounds
{
    /// <summary>Creates a range.</summary>
    /// <param name="lower">Smallest valid value.</param>
    /// <param name="upper">Largest valid value.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not finite, or the range is empty.</exception>
    public Bounds(double lower, double upper)
    {
        if (!double.IsFinite(lower))
            throw new ArgumentOutOfRangeException(nameof(lower), lower, "The lower bound must be a finite number.");
        if (!double.IsFinite(upper) || upper <= lower)
            throw new ArgumentOutOfRangeException(nameof(upper), upper, "The upper bound must be a finite number above the lower one.");
        Lower = lower;
        Upper = upper;
    }

    /// <summary>The range [0, 1].</summary>
    public static Bounds Unit { get; } = new(0, 1);

    /// <summary>Smallest valid value.</summary>
    public double Lower { get; }

    /// <summary>Largest valid value.</summary>
    public double Upper { get; }

    /// <summary>The length of the range.</summary>
    public double Width => Upper - Lower;

    /// <summary>Clips every feature of <paramref name="inputs"/> (any shape) into the range.</summary>
    public Tensor Clamp(Tensor inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.clamp(Lower, Upper);
    }
}
