using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>Robust accuracy over epsilon: the chart's text and numbers.</summary>
internal static class CurveSection
{
    public static object Of(ReportDocument report) => new Content(report.ThreatModel.Norm, report.Curve is { } curve ? Shown(curve, report.ThreatModel.Epsilon) : null);

    private static Curve Shown(CurveEntry curve, double gate) => new(
        curve.MedianDistance is { } median ? Figures.Number(median) : null,
        [.. curve.Points.Select(point => new Point(Figures.Number(point.Epsilon), Share.Text(point.RobustAccuracy), point.Epsilon.Equals(gate)))],
        [.. curve.Attacks.Select(AttackFigure.Of)]);

    private sealed record Content(string Norm, Curve? Curve);

    private sealed record Curve(string? Median, IReadOnlyList<Point> Points, IReadOnlyList<AttackFigure> Attacks);

    private sealed record Point(string Epsilon, string RobustAccuracy, bool IsGate);
}
