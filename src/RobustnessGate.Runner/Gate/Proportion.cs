using MathNet.Numerics.Distributions;

namespace RobustnessGate.Runner.Gate;

/// <summary>A share measured on a sample: how many of how many, and what that says about the share behind it.</summary>
internal sealed record Proportion(long Count, long Total)
{
    /// <summary>How sure the interval is of holding the true share.</summary>
    public const double Confidence = 0.95;

    private const double Tail = (1 - Confidence) / 2;

    /// <summary>The share; null of nothing.</summary>
    public double? Value => Total == 0 ? null : (double)Count / Total;

    /// <summary>The exact (Clopper-Pearson) interval for the share; everything is possible of nothing.</summary>
    public (double Low, double High) Interval => Total == 0
        ? (0, 1)
        : (Count == 0 ? 0 : Beta.InvCDF(Count, Total - Count + 1, Tail), Count == Total ? 1 : Beta.InvCDF(Count + 1, Total - Count, 1 - Tail));
}
