using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>Which views of a report are written.</summary>
internal static class ReportList
{
    private const string AllOfThem = "all";
    private const string NoneOfThem = "none";

    private static readonly char[] _separators = [',', ';', ' '];

    /// <summary>The views, in the order of <see cref="ReportViews.All"/>.</summary>
    /// <exception cref="GateException">RG0001: the list names something else.</exception>
    public static IReadOnlyList<ReportView> Parse(SettingValue value)
    {
        var names = value.Text.Split(_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names is [var word] && Is(word, AllOfThem))
            return ReportViews.All;
        if (names is [var other] && Is(other, NoneOfThem))
            return [];

        string[] known = [.. ReportViews.All.Select(view => view.Name)];
        if ((names.Length == 0 ? value.Text : Array.Find(names, name => !known.Contains(name, StringComparer.OrdinalIgnoreCase))) is { } unknown)
            throw value.Invalid(Codes.InvalidSetting, $"and '{unknown}' is no view of a report; {Nearest.Hint(unknown, names.Length > 1 ? known : [.. known, AllOfThem, NoneOfThem])}");

        return [.. ReportViews.All.Where(view => names.Contains(view.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
