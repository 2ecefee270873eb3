using System.Globalization;
using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>When a training stops at the latest: a time or a number of passes.</summary>
internal static partial class Budget
{
    // More than any training takes, and less than a TimeSpan holds.
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(365);

    /// <exception cref="GateException">RG0001: the value is neither, or nothing.</exception>
    public static (TimeSpan? Time, long? Passes) Parse(SettingValue value)
    {
        var text = value.Text.Trim();
        if (Amount().Match(text) is { Success: true } match && Numbers.Decimal(match.Groups["number"].Value) is { } number)
        {
            return match.Groups["unit"].Value.ToUpperInvariant() switch
            {
                "S" or "SEC" => (Time(value, number / 60), null),
                "M" or "MIN" => (Time(value, number), null),
                "H" => (Time(value, number * 60), null),
                _ => (null, Passes(value, number)),
            };
        }

        return text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time)
            ? (Time(value, time.TotalMinutes), null)
            : throw value.Invalid(Codes.InvalidSetting, "which is neither a time nor a number of passes; write 30min, 2h, 00:30:00 or 2000000passes.");
    }

    private static TimeSpan Time(SettingValue value, double minutes) => minutes > 0 && minutes <= LongestTime.TotalMinutes
        ? TimeSpan.FromMinutes(minutes)
        : throw Nothing(value);

    private static long Passes(SettingValue value, double passes) => passes is >= 1 and <= 1e18 ? (long)passes : throw Nothing(value);

    private static GateException Nothing(SettingValue value) =>
        value.Invalid(Codes.InvalidSetting, "with which nothing can be trained; give it a time of up to a year, or at least one pass.");

    [GeneratedRegex(@"^(?<number>[0-9.]+(e[0-9]+)?)\s*(?<unit>s|sec|m|min|h|pass|passes)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
