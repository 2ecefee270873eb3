using RobustnessGate.Runner.Reports.Html;
using RobustnessGate.Runner.Reports.Html.Charts;

namespace RobustnessGate.Runner.History;

/// <summary>A history as a page of one file.</summary>
internal static class TrendPage
{
    private const string Title = "Robustness over time";

    public static string Render(IReadOnlyList<TrendPoint> points) => HtmlShell.Render(
        Title,
        Title,
        "Written by robustness-gate history",
        [new Section("trend", Title, new Content(TrendText.Summary(points), [.. points.Reverse().Select(RowOf)]))],
        ChartData.Of(points));

    private static Row RowOf(TrendPoint point) => new(TrendText.Cells(point), point.Note, point.Fell);

    private sealed record Content(string Summary, IReadOnlyList<Row> Rows);

    private sealed record Row(IReadOnlyList<string> Cells, string Note, bool Fell);
}
