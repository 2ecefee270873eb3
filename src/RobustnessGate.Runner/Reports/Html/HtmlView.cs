using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports.Html.Charts;
using RobustnessGate.Runner.Reports.Html.Sections;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>The report as a page of one file.</summary>
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
        return HtmlShell.Render(
            $"{report.Verdict} · {report.Inputs.Checkpoint.Name}",
            report.Inputs.Checkpoint.Name,
            $"Written by robustness-gate {report.Environment.Tool} from {ReportFile.Name}",
            sections,
            ChartData.Of(report));
    }
}
