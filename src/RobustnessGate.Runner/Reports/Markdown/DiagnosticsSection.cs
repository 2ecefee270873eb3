namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>Reasons to doubt the numbers.</summary>
internal static class DiagnosticsSection
{
    public static IEnumerable<Section> Of(ReportDocument report)
    {
        if (report.Diagnostics.Count > 0)
        {
            yield return new Section("the diagnostics", Importance.Diagnostics, report.Diagnostics.Count, $"""
                ### Diagnostics

                {Markup.Concat(report.Diagnostics.Select(each => (Markup)$"- {CodeLink.Of(each.Code)}: {each.Message}\n"))}
                """);
        }
    }
}
