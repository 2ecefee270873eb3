using System.Globalization;

namespace RobustnessGate.Tasks;

/// <summary>The text of <c>RobustnessTimeout</c>: a time such as 06:00:00, or a number of minutes.</summary>
internal static class TimeLimit
{
    public static readonly TimeSpan Default = TimeSpan.FromHours(6);

    // What MSBuild's own tool task counts in is 32-bit milliseconds.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>The time limit, or null when the text is not one.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return Default;
        }

        return Read(text!.Trim()) is { } limit && limit > TimeSpan.Zero && limit <= Longest ? limit : null;
    }

    private static TimeSpan? Read(string text)
    {
        // Numbers first: a bare 30 would otherwise be thirty days.
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var minutes))
        {
            return minutes <= Longest.TotalMinutes ? TimeSpan.FromMinutes(minutes) : null;
        }

        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) ? time : null;
    }
}
