using System.Globalization;
using RobustnessGate.Runner.Reports.Markdown;

namespace RobustnessGate.Runner.History;

/// <summary>A history as Markdown, with a chart that GitHub draws.</summary>
internal static class TrendMarkdown
{
    // As many as a chart's axis names legibly, and a page's reader scrolls.
    private const int MostPoints = 50;

    public static string Render(IReadOnlyList<TrendPoint> points)
    {
        var shown = points.TakeLast(MostPoints).ToList();
        Markup page = $"""
            # Robustness over time

            {TrendText.Summary(points)}

            {Chart([.. shown.Where(point => point.Entry.RobustAccuracy is not null)])}| date | commit | verdict | clean accuracy | robust accuracy | 95 % interval | since the one before |
            |---|---|---|--:|--:|---|---|
            {Markup.Concat(shown.Select(Row))}
            """;
        var left = points.Count - shown.Count;
        return (left > 0 ? (Markup)$"{page}\n{left} earlier entries are left out.\n" : page).ToString();
    }

    private static Markup Row(TrendPoint point)
    {
        var cells = Markup.Concat(TrendText.Cells(point).Select(cell => (Markup)$"{cell}"), " | ");
        var note = point.Fell ? (Markup)$"**{TrendText.Flagged(point)}**" : $"{TrendText.Flagged(point)}";
        return $"| {cells} | {note} |\n";
    }

    private static Markup Chart(IReadOnlyList<TrendPoint> measured)
    {
        // A line needs two points.
        if (measured.Count < 2)
        {
            return Markup.Concat([]);
        }

        var days = measured.Select(point => $"\"{TrendText.Day(point)}\"");
        var clean = measured.Select(point => Number(point.Entry.CleanAccuracy?.Value));
        var robust = measured.Select(point => Number(point.Entry.RobustAccuracy?.Value));
        return $"{Markup.CodeBlock("mermaid", $"""
            xychart-beta
                title "Clean accuracy (upper line) and robust accuracy (lower line)"
                x-axis [{string.Join(", ", days)}]
                y-axis "accuracy" 0 --> 1
                line [{string.Join(", ", clean)}]
                line [{string.Join(", ", robust)}]
            """.ReplaceLineEndings("\n"))}\n";
    }

    private static string Number(double? share) => (share ?? 0).ToString("0.####", CultureInfo.InvariantCulture);
}
