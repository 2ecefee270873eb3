using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports.Html.Charts;
using RobustnessGate.Runner.Reports.Html.Sections;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>The report as a page of one file: nothing in it comes from elsewhere, and its policy forbids it to ask for anything.</summary>
internal static class HtmlView
{
    /// <param name="report">The report.</param>
    /// <param name="evidence">The witnesses beside it; null where there are none to show.</param>
    /// <param name="boundaries">The slices beside it; null where there are none to show.</param>
    public static string Render(ReportDocument report, EvidenceRecord? evidence, BoundariesRecord? boundaries)
    {
        Section[] sections =
        [
            new("verdict", "Verdict", VerdictSection.Of(report)),
            new("attacks", "Attacks", AttacksSection.Of(report)),
            new("curve", "Robust accuracy over epsilon", CurveSection.Of(report)),
            new("classes", "Classes", ClassesSection.Of(report)),
            new("gallery", "Gallery", GallerySection.Of(report, evidence)),
            new("boundaries", "Decision boundaries", BoundariesSection.Of(report, boundaries)),
            new("diagnostics", "Diagnostics", DiagnosticsSection.Of(report)),
            new("tuning", "Tuning", TuningSection.Of(report)),
            new("comparison", "Change against the baseline", ComparisonSection.Of(report)),
            new("cost", "Cost", CostSection.Of(report)),
            new("reproduce", "Reproduce", ReproduceSection.Of(report)),
        ];
        return PageTemplate.Render("page", new Page(
            report.Verdict,
            report.Inputs.Checkpoint.Name,
            report.Environment.Tool,
            ContentPolicy.Of([PageAsset.Style], PageAsset.Scripts),
            new Markup(PageAsset.Style),
            sections,
            ChartData.Of(report),
            [.. PageAsset.Scripts.Select(script => new Markup(script))])).Text;
    }

    private sealed record Page(
        string Verdict,
        string Checkpoint,
        string Tool,
        Markup Policy,
        Markup Style,
        IReadOnlyList<Section> Sections,
        Markup ChartData,
        IReadOnlyList<Markup> Scripts);
}
