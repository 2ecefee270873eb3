using System.Globalization;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>How the page writes numbers.</summary>
internal static class Figures
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double number) => number.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>All digits: what is read back is the same.</summary>
    public static string Exact(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);

    public static string Seconds(double seconds) => seconds.ToString("N1", CultureInfo.InvariantCulture);

    public static string Percent(double share) => (100 * share).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A difference of shares, or what is left to a limit.</summary>
    public static string Signed(double? difference) => difference?.ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture) ?? "undefined";

    /// <summary>A place on a drawing.</summary>
    public static string Place(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);
}
