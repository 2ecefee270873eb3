using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RobustnessGate.Page.Tests.Support;
using RobustnessGate.Runner.History;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Page.Tests;

/// <summary>The page of a history, with a fall in it.</summary>
public sealed class TrendPageTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"robustness-gate-trend-{Guid.NewGuid():N}.html");
    private readonly Browser browser;

    public TrendPageTests(Browser browser, MeasuredPage measured)
    {
        this.browser = browser;
        var report = measured.Report;
        File.WriteAllText(path, TrendPage.Render(Trend.Of([Entry(report, "2026-11-01"), Entry(report, "2026-11-08"), Entry(Fallen(report), "2026-11-15")])));
    }

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_trend_is_drawn_without_a_complaint_and_usable_by_everybody(ColorScheme scheme)
    {
        await using var opened = await browser.Open(new Uri(path), new BrowserNewContextOptions { ColorScheme = scheme });
        Assert.Empty(opened.Complaints);
        var (chart, points) = Assert.Single(await opened.DrawnPoints());
        Assert.Equal("trend-chart", chart);
        Assert.True(points > 1000, $"{points} points are drawn");
        Assert.Equal(["Fell"], await opened.Page.Locator("#trend tbody b.bad").AllTextContentsAsync());
        Assert.Empty((await opened.Page.RunAxe()).Violations.SelectMany(violation => violation.Nodes, (violation, node) => $"{violation.Id}: {violation.Help}: {node.Html}"));
    }

    private static HistoryEntry Entry(ReportDocument report, string day) => HistoryEntry.Of(report, $"{day}T05:00:00Z", "0123456789abcdef0123456789abcdef01234567");

    /// <summary>The same with every robust example broken.</summary>
    private static ReportDocument Fallen(ReportDocument report) => report with
    {
        Metrics = report.Metrics with { RobustAccuracy = new ProportionEntry(0, 0, report.Examples.Count, 0, 0.04) },
        Examples = [.. report.Examples.Select(example => example.Outcome is OutcomeText.Robust ? example with { Outcome = OutcomeText.Broken, BrokenBy = "PGD" } : example)],
    };
}
