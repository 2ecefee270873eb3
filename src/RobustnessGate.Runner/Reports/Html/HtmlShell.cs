using RobustnessGate.Runner.Reports.Html.Charts;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>What every page of the tool is in: one file in which nothing comes from elsewhere, and whose policy forbids it to ask for anything.</summary>
internal static class HtmlShell
{
    /// <param name="title">What a browser calls the page.</param>
    /// <param name="subject">What it is about.</param>
    /// <param name="source">What wrote it, and from what.</param>
    /// <param name="sections">Its parts.</param>
    /// <param name="charts">What its script draws.</param>
    public static string Render(string title, string subject, string source, IReadOnlyList<Section> sections, ChartData charts) =>
        PageTemplate.Render("page", new Page(
            title,
            subject,
            source,
            ContentPolicy.Of([PageAsset.Style], PageAsset.Scripts),
            new Markup(PageAsset.Style),
            sections,
            charts.Json(),
            [.. PageAsset.Scripts.Select(script => new Markup(script))])).Text;

    private sealed record Page(
        string Title,
        string Subject,
        string Source,
        Markup Policy,
        Markup Style,
        IReadOnlyList<Section> Sections,
        Markup ChartData,
        IReadOnlyList<Markup> Scripts);
}
