namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>Joins sections within a number of characters: leaves whole ones out, the least important first, and says so.</summary>
internal static class SectionFitting
{
    public static string Join(IReadOnlyList<Section> sections, int limit)
    {
        var kept = sections;
        while (true)
        {
            var text = Text(kept, sections.Except(kept));
            if (text.Length <= limit || kept.MinBy(section => section.Importance) is not { Importance: < Importance.Verdict } least)
            {
                return text;
            }

            kept = [.. kept.Where(section => section != least)];
        }
    }

    private static string Text(IReadOnlyList<Section> kept, IEnumerable<Section> leftOut)
    {
        string[] omitted = [.. leftOut.Select(section => FormattableString.Invariant($"{section.Name} ({section.Rows:N0} {(section.Rows == 1 ? "row" : "rows")} omitted)"))];
        var parts = kept.Select(section => section.Body.ToString());
        return string.Join('\n', omitted.Length == 0 ? parts : parts.Append($"*Left out, because GitHub takes no longer text: {string.Join(", ", omitted)}.*\n"));
    }
}
