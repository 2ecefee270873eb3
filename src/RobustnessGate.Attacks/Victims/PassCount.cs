namespace RobustnessGate.Attacks;

/// <summary>The price of a computation: forward passes and backward passes (to the input), each counted in examples.</summary>
/// <param name="Forward">Examples passed forward.</param>
/// <param name="Backward">Examples passed backward.</param>
public readonly record struct PassCount(long Forward, long Backward)
{
    /// <summary>Both prices together.</summary>
    public static PassCount operator +(PassCount left, PassCount right) =>
        new(left.Forward + right.Forward, left.Backward + right.Backward);

    /// <summary>What was added since <paramref name="right"/>.</summary>
    public static PassCount operator -(PassCount left, PassCount right) =>
        new(left.Forward - right.Forward, left.Backward - right.Backward);

    /// <summary>Both prices together.</summary>
    public static PassCount Add(PassCount left, PassCount right) => left + right;

    /// <summary>What was added since <paramref name="right"/>.</summary>
    public static PassCount Subtract(PassCount left, PassCount right) => left - right;
}
