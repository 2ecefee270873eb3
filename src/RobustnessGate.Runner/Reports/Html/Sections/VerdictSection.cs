using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>The verdict, what decided it, the numbers and the thresholds.</summary>
internal static class VerdictSection
{
    public static object Of(ReportDocument report)
    {
        var judged = JudgedThreshold.Of(report);
        return new Content(
            report.Verdict,
            Subject(report),
            [.. Reasons(report, judged)],
            [.. judged.Where(threshold => threshold.IsWithinInterval).Select(threshold => threshold.Metric)],
            [.. Measured(report, judged)],
            [.. judged.Select(Row)]);
    }

    private static string Subject(ReportDocument report)
    {
        var (inputs, threat) = (report.Inputs, report.ThreatModel);
        return $"{inputs.Checkpoint.Name} on {Figures.Count(report.Metrics.Examples)} examples of {inputs.Dataset.Name}, attacked within {threat.Norm} {Figures.Number(threat.Epsilon)} by the suite {report.Suite}";
    }

    private static IEnumerable<Reason> Reasons(ReportDocument report, IReadOnlyList<JudgedThreshold> judged) => report.Verdict switch
    {
        VerdictText.Fail => report.Failures.Select(failure => new Reason(KnownCode.Of(failure.Code), failure.Message + ".", failure.DeclaredAt)),
        VerdictText.Invalid => report.Diagnostics
            .Where(diagnostic => Severity.IsError(diagnostic, report))
            .Select(diagnostic => new Reason(KnownCode.Of(diagnostic.Code), diagnostic.Message, null)),
        _ when judged.Count == 0 => [new Reason(null, "No threshold is set: measured, and nothing gated.", null)],
        _ => [new Reason(null, $"Every threshold holds; the nearest is {judged[0].Setting}, with {Share.Text(judged[0].Margin)} to spare.", null)],
    };

    private static IEnumerable<MetricFigure> Measured(ReportDocument report, IReadOnlyList<JudgedThreshold> judged)
    {
        var metrics = report.Metrics;
        yield return MetricFigure.Of("Clean accuracy", metrics.CleanAccuracy, Limit(SettingCatalog.CleanAccuracyMin));
        yield return MetricFigure.Of("Robust accuracy", metrics.RobustAccuracy, Limit(SettingCatalog.RobustAccuracyMin));
        yield return MetricFigure.Of("Attack success rate", metrics.AttackSuccessRate, Limit(SettingCatalog.AttackSuccessRateMax));
        if (metrics.RobustAccuracy8bit is { } rounded)
            yield return MetricFigure.Of("Robust accuracy in 8 bits", rounded, null);

        double? Limit(Setting setting) => judged.FirstOrDefault(threshold => threshold.Setting == setting)?.Limit;
    }

    private static ThresholdRow Row(JudgedThreshold judged) => new(
        judged.Setting.ToString(),
        judged.Metric,
        Share.Text(judged.Measured, judged.Limit),
        judged.Share is { } share ? $"{Share.Text(share.Low)} to {Share.Text(share.High)}" : null,
        $"{(judged.IsMinimum ? "at least" : "at most")} {Figures.Exact(judged.Limit)}",
        Figures.Signed(judged.Margin),
        judged.Failure is not null,
        judged.Failure?.DeclaredAt);

    private sealed record Content(
        string Verdict,
        string Subject,
        IReadOnlyList<Reason> Reasons,
        IReadOnlyList<string> Undecided,
        IReadOnlyList<MetricFigure> Metrics,
        IReadOnlyList<ThresholdRow> Thresholds);

    private sealed record Reason(KnownCode? Code, string Message, string? DeclaredAt);

    private sealed record ThresholdRow(string Setting, string Metric, string Measured, string? Interval, string Limit, string Margin, bool Crossed, string? DeclaredAt);
}
