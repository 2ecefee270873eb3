using System.Globalization;

namespace RobustnessGate.Runner.Gate;

/// <summary>How a share is written for people: three decimals.</summary>
internal static class Share
{
    private const int MostDecimals = 15;

    public static string Text(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "undefined";

    /// <summary>As many more decimals as it takes to tell the share from the limit that it crosses: "0.450 is below 0.45" helps nobody.</summary>
    public static string Text(double? share, double limit)
    {
        if (share is not { } value || value.Equals(limit))
        {
            return Text(share);
        }

        return Enumerable.Range(3, MostDecimals - 2)
            .Select(decimals => value.ToString("0." + new string('0', decimals), CultureInfo.InvariantCulture))
            .FirstOrDefault(text => !double.Parse(text, CultureInfo.InvariantCulture).Equals(limit))
            ?? value.ToString("R", CultureInfo.InvariantCulture);
    }
}
