using System.Globalization;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>Robust accuracy over epsilon, as a chart that GitHub draws.</summary>
internal static class CurveSection
{
    /// <summary>The chart spaces its values evenly, so they are taken at even steps: the gate's epsilon is the one in the middle.</summary>
    private const int Steps = 20;

    public static IEnumerable<Section> Of(ReportDocument report)
    {
        var last = 2 * report.ThreatModel.Epsilon;
        if (report.Curve is not { Points.Count: > 0 } curve || !double.IsFinite(last))
            yield break;

        var values = Enumerable.Range(0, Steps + 1).Select(step => RobustAccuracy(curve.Points, last * step / Steps));
        yield return new Section("the curve", Importance.Curve, Steps + 1, $"""
            ### Robust accuracy over epsilon

            {Median(curve, report.ThreatModel.Norm)} The chart goes to twice the gate's epsilon.

            {Chart(last, values)}
            """);
    }

    private static double RobustAccuracy(IReadOnlyList<CurvePointEntry> points, double epsilon) =>
        points.TakeWhile(point => point.Epsilon <= epsilon).LastOrDefault(points[0]).RobustAccuracy;

    private static Markup Median(CurveEntry curve, string norm) => curve.MedianDistance is { } median
        ? $"Half of the correctly classified examples are broken within {norm} {median:G4}."
        : (Markup)$"Fewer than half of the correctly classified examples were broken at any distance.";

    private static Markup Chart(double last, IEnumerable<double> values) => Markup.CodeBlock("mermaid", string.Create(CultureInfo.InvariantCulture, $"""
        xychart-beta
            x-axis "epsilon" 0 --> {last:G4}
            y-axis "robust accuracy" 0 --> 1
            line [{string.Join(", ", values.Select(value => value.ToString("0.###", CultureInfo.InvariantCulture)))}]
        """));
}
