using System.Globalization;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Runs code as on a machine of another culture.</summary>
internal static class Culture
{
    /// <summary>A culture that writes 0,45 and 1.000. Made by hand: the product runs without culture data, and so do its tests.</summary>
    public static CultureInfo Comma { get; } = new("", useUserOverride: false)
    {
        NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = ".", PercentDecimalSeparator = ",", NegativeSign = "~" },
    };

    public static T In<T>(CultureInfo culture, Func<T> work)
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture;
            return work();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
