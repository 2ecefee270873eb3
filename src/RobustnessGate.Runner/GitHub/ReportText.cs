using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Markdown;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Reports as the text of a comment or an issue.</summary>
internal sealed record ReportText(Marker Marker, IReadOnlyList<ReportDocument> Reports)
{
    /// <summary>What is tried where GitHub finds the usual length too much.</summary>
    private const int ShortLimit = 15_000;

    public string Full => Within(MarkdownView.DefaultLimit);

    public string Short => Within(ShortLimit);

    private string Within(int limit) => string.Join('\n', Reports.Select(report => MarkdownView.Render(report, limit / Reports.Count)).Prepend(Marker.ToString()));
}
