namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>Robust accuracy over epsilon.</summary>
/// <param name="Points">The steps of the curve.</param>
/// <param name="Gate">The gate's epsilon.</param>
/// <param name="Minimum">The limit of robust accuracy there; null where none is set.</param>
internal sealed record CurveChart(IReadOnlyList<CurvePointEntry> Points, double Gate, double? Minimum)
{
    public static CurveChart? Of(ReportDocument report) => report.Curve is { Points.Count: > 0 } curve
        ? new CurveChart(curve.Points, report.ThreatModel.Epsilon, report.Thresholds.RobustAccuracyMin)
        : null;
}
