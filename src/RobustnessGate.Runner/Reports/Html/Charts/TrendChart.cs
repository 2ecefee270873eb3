using RobustnessGate.Runner.History;

namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>Accuracies over time.</summary>
internal sealed record TrendChart(IReadOnlyList<string> Days, IReadOnlyList<double?> CleanAccuracy, IReadOnlyList<double?> RobustAccuracy, IReadOnlyList<bool> Falls)
{
    public static TrendChart? Of(IReadOnlyList<TrendPoint> points) => points.Count == 0
        ? null
        : new TrendChart(
            [.. points.Select(TrendText.Day)],
            [.. points.Select(point => point.Entry.CleanAccuracy?.Value)],
            [.. points.Select(point => point.Entry.RobustAccuracy?.Value)],
            [.. points.Select(point => point.Fell)]);
}
