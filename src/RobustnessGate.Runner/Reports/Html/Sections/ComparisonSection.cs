using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>What changed against the baseline.</summary>
internal static class ComparisonSection
{
    // As many as anybody reads; the report has them all.
    private const int MostExamples = 200;

    public static object Of(ReportDocument report) => report.Comparison is { } comparison
        ? new Content(comparison.Baseline.Name, comparison.NotComparable, comparison.Change is { } change ? Shown(change, report.Classes) : null)
        : new Content(null, null, null);

    private static Change Shown(ChangeEntry change, IReadOnlyList<string>? names) => new(
        [ShareOf("Robust accuracy", change.RobustAccuracy), ShareOf("Clean accuracy", change.CleanAccuracy)],
        [.. change.Classes.Select(each => ClassOf(each, names))],
        [.. change.Examples.Take(MostExamples).Select(each => ExampleOf(each, names))],
        change.Examples.Count > MostExamples ? Figures.Count(change.Examples.Count - MostExamples) : null);

    private static ShareRow ShareOf(string metric, ShareChangeEntry change) => new(
        metric,
        Share.Text(change.Before),
        Share.Text(change.After),
        Figures.Signed(change.Difference),
        $"{Figures.Signed(change.Low)} to {Figures.Signed(change.High)}",
        Figures.Count(change.Lost),
        Figures.Count(change.Gained),
        Figures.Number(change.PValue),
        Words(change));

    private static string Words(ShareChangeEntry change) => change switch
    {
        { Lost: 0, Gained: 0 } => "No example changed sides.",
        _ => $"This is {ComparisonText.Chance(change)}: with no true change, lost and gained would be this uneven with probability {Figures.Number(change.PValue)}.",
    };

    private static ClassRow ClassOf(ClassChangeEntry change, IReadOnlyList<string>? names) => new(
        ClassName.Of(change.Label, names),
        Figures.Count(change.Examples),
        Figures.Count(change.RobustBefore),
        Figures.Count(change.RobustAfter),
        Figures.Count(change.Lost),
        Figures.Count(change.Gained));

    private static ExampleRow ExampleOf(ExampleChangeEntry change, IReadOnlyList<string>? names) => new(
        Figures.Count(change.Index),
        ClassName.Of(change.Label, names),
        ComparisonText.Outcome(change.Before, change.BrokenByBefore),
        ComparisonText.Outcome(change.After, change.BrokenBy));

    private sealed record Content(string? Baseline, string? NotComparable, Change? Change);

    private sealed record Change(IReadOnlyList<ShareRow> Shares, IReadOnlyList<ClassRow> Classes, IReadOnlyList<ExampleRow> Examples, string? ExamplesLeftOut);

    private sealed record ShareRow(
        string Metric, string Before, string After, string Difference, string Interval, string Lost, string Gained, string PValue, string Words);

    private sealed record ClassRow(string Name, string Examples, string Before, string After, string Lost, string Gained);

    private sealed record ExampleRow(string Index, string Label, string Before, string After);
}
