using System.Globalization;
using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>Numbers as settings write them: with a decimal point, whatever the culture of the machine.</summary>
internal static partial class Numbers
{
    /// <summary>A finite decimal; null for anything else.</summary>
    public static double? Decimal(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>The decimal with a point that a decimal with a comma was meant to be; null when the text is not one.</summary>
    public static string? WithPoint(string text) =>
        DecimalComma().IsMatch(text) ? text.Trim().Replace(',', '.') : null;

    /// <summary>Writes a number as a person would type it.</summary>
    public static string Write(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    /// <exception cref="GateException">The value is something else.</exception>
    public static int Count(SettingValue value, int least, string alternatives)
    {
        if (int.TryParse(value.Text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count) && count >= least)
        {
            return count;
        }

        throw value.Invalid(Codes.InvalidSetting, FormattableString.Invariant($"which is not a whole number from {least} to {int.MaxValue}{alternatives}."));
    }

    /// <exception cref="GateException">The value is not a whole number.</exception>
    public static long Whole(SettingValue value)
    {
        if (long.TryParse(value.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        throw value.Invalid(Codes.InvalidSetting, "which is not a whole number.");
    }

    [GeneratedRegex(@"^\s*[+-]?[0-9]*,[0-9]+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex DecimalComma();
}
