namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>The report as a job summary and a pull request's comment. Nothing in it differs between two runs that measured the same: it has no times.</summary>
internal static class MarkdownView
{
    /// <summary>GitHub takes 65,536 characters in a comment; the rest is room for what goes around.</summary>
    public const int DefaultLimit = 60_000;

    public static string Render(ReportDocument report) => Render(report, DefaultLimit);

    /// <param name="report">The report.</param>
    /// <param name="limit">The most characters; sections are left out to keep to it.</param>
    public static string Render(ReportDocument report, int limit) => SectionFitting.Join(
        [
            VerdictSection.Of(report),
            MetricsSection.Of(report),
            .. ChangeSections.Of(report),
            .. DiagnosticsSection.Of(report),
            .. AttacksSection.Of(report),
            .. CurveSection.Of(report),
            .. TuningSection.Of(report),
            ReproductionSection.Of(report),
        ],
        limit);
}
