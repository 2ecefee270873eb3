using System.Text.Json;

namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>What the page's script draws. A chart is null where there is nothing to draw.</summary>
internal sealed record ChartData(CurveChart? Curve, ClassChart? Classes, TuningChart? Tuning)
{
    /// <summary>As JSON that can stand in a script element: the serializer writes every sign that could end one, or a line of it, as a number.</summary>
    public static Markup Of(ReportDocument report) =>
        new(JsonSerializer.Serialize(new ChartData(CurveChart.Of(report), ClassChart.Of(report), TuningChart.Of(report.Tuning)), ReportJson.Default.ChartData));
}
