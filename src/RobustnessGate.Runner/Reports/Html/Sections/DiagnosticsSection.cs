namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>The reasons to doubt the numbers, or to refuse them.</summary>
internal static class DiagnosticsSection
{
    public static object Of(ReportDocument report) => new Content([.. report.Diagnostics.Select(diagnostic => RowOf(diagnostic, Severity.IsError(diagnostic, report)))]);

    private static Row RowOf(DiagnosticEntry diagnostic, bool refuses) => new(
        KnownCode.Of(diagnostic.Code),
        refuses,
        diagnostic.Message,
        diagnostic.Measured is { } measured ? Figures.Number(measured) : null,
        diagnostic.Threshold is { } threshold ? Figures.Number(threshold) : null);

    private sealed record Content(IReadOnlyList<Row> Diagnostics);

    private sealed record Row(KnownCode Code, bool Refuses, string Message, string? Measured, string? Threshold);
}
