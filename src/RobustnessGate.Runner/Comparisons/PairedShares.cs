using MathNet.Numerics.Distributions;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Comparisons;

/// <summary>How many of the same examples have a property before, after, both times, or never.</summary>
/// <param name="Both">Both times.</param>
/// <param name="Lost">Before only.</param>
/// <param name="Gained">After only.</param>
/// <param name="Neither">Never.</param>
internal sealed record PairedShares(long Both, long Lost, long Gained, long Neither)
{
    private const double Tail = (1 - Proportion.Confidence) / 2;

    private static readonly double Z = Normal.InvCDF(0, 1, 1 - Tail);

    public static PairedShares Of(IReadOnlyCollection<(bool Before, bool After)> pairs) => new(
        pairs.LongCount(pair => pair is (true, true)),
        pairs.LongCount(pair => pair is (true, false)),
        pairs.LongCount(pair => pair is (false, true)),
        pairs.LongCount(pair => pair is (false, false)));

    public long Total => Both + Lost + Gained + Neither;

    public double Before => (double)(Both + Lost) / Total;

    public double After => (double)(Both + Gained) / Total;

    /// <summary>After minus before.</summary>
    public double Difference => (double)(Gained - Lost) / Total;

    /// <summary>The exact form of McNemar's test (1947), two-sided: where only chance is at work, each example that changes is as likely to be
    /// lost as to be gained.</summary>
    public double PValue => Lost == Gained ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, checked((int)(Lost + Gained)), Math.Min(Lost, Gained)));

    /// <summary>Whether so uneven a change would come by chance more seldom than the intervals miss.</summary>
    public bool ExceedsChance => PValue < 1 - Proportion.Confidence;

    /// <summary>The interval for <see cref="Difference"/> by the tenth method of R. G. Newcombe, "Improved confidence intervals for the difference
    /// between binomial proportions based on paired data", Statistics in Medicine 17 (1998), 2635-2650: Wilson's score intervals of the two shares,
    /// joined by their correlation with a correction for continuity.</summary>
    public (double Low, double High) DifferenceInterval
    {
        get
        {
            var (before, after) = (Wilson(Before), Wilson(After));
            return (
                Difference - Distance(After - after.Low, before.High - Before),
                Difference + Distance(after.High - After, Before - before.Low));
        }
    }

    /// <summary>As the report writes it.</summary>
    public ShareChangeEntry Entry()
    {
        var (low, high) = DifferenceInterval;
        return new ShareChangeEntry(Before, After, Difference, low, high, Lost, Gained, PValue, ExceedsChance);
    }

    private double Correlation
    {
        get
        {
            var margins = (double)(Both + Lost) * (Gained + Neither) * (Both + Gained) * (Lost + Neither);
            var excess = ((double)Both * Neither) - ((double)Lost * Gained);
            var corrected = excess > 0 ? Math.Max(0, excess - (Total / 2.0)) : excess;
            return margins == 0 ? 0 : corrected / Math.Sqrt(margins);
        }
    }

    // Rounding may leave less than nothing under the root.
    private double Distance(double one, double other) => Math.Sqrt(Math.Max(0, (one * one) - (2 * Correlation * one * other) + (other * other)));

    private (double Low, double High) Wilson(double share)
    {
        var centre = (2 * Total * share) + (Z * Z);
        var spread = Z * Math.Sqrt((Z * Z) + (4 * Total * share * (1 - share)));
        var scale = 2 * (Total + (Z * Z));
        return ((centre - spread) / scale, (centre + spread) / scale);
    }
}
