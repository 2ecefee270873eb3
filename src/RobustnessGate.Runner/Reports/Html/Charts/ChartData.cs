using System.Text.Json;
using RobustnessGate.Runner.History;

namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>What a page's script draws. A chart is null where there is nothing to draw.</summary>
internal sealed record ChartData(CurveChart? Curve, ClassChart? Classes, TuningChart? Tuning, TrendChart? Trend)
{
    public static ChartData Of(ReportDocument report) => new(CurveChart.Of(report), ClassChart.Of(report), TuningChart.Of(report.Tuning), Trend: null);

    public static ChartData Of(IReadOnlyList<TrendPoint> points) => new(Curve: null, Classes: null, Tuning: null, TrendChart.Of(points));

    /// <summary>As JSON that can stand in a script element: the serializer writes every sign that could end one, or a line of it, as a number.</summary>
    public Markup Json() => new(JsonSerializer.Serialize(this, ReportJson.Default.ChartData));
}
