using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports.Html.Gallery;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>The examples, and the witnesses of the broken ones.</summary>
internal static class GallerySection
{
    public static object Of(ReportDocument report, EvidenceRecord? evidence)
    {
        var witnesses = (evidence?.Entries ?? []).DistinctBy(entry => entry.Index).ToDictionary(entry => entry.Index);
        string[] attacks = [.. report.Examples.Select(example => example.BrokenBy).OfType<string>().Distinct(StringComparer.Ordinal)];
        var cards = GalleryChoice.Of(report.Examples, example => PageTemplate.Render(
            "card", GalleryCard.Of(report, example, evidence, witnesses.GetValueOrDefault(example.Index), attacks)));
        var leftOut = report.Examples.Count - cards.Count;
        return new Content(
            cards,
            Figures.Count(cards.Count),
            Figures.Count(report.Examples.Count),
            leftOut == 0 ? null : Figures.Count(leftOut),
            evidence is null && report.Evidence is { } file ? file.Name : null,
            [.. ClassTally.Of(report).Select(each => new Choice(Figures.Exact(each.Label), ClassName.Of(each.Label, report.Classes)))],
            [.. attacks.Select((attack, place) => new Choice(Figures.Exact(place), attack))],
            [.. Outcomes(report)]);
    }

    private static IEnumerable<Choice> Outcomes(ReportDocument report) =>
        from outcome in new[] { OutcomeText.Broken, OutcomeText.Robust, OutcomeText.Misclassified }
        let count = report.Examples.LongCount(example => example.Outcome == outcome)
        where count > 0
        select new Choice(outcome, $"{outcome} ({Figures.Count(count)})");

    private sealed record Content(
        IReadOnlyList<Markup> Cards,
        string Shown,
        string All,
        string? LeftOut,
        string? MissingEvidence,
        IReadOnlyList<Choice> Classes,
        IReadOnlyList<Choice> Attacks,
        IReadOnlyList<Choice> Outcomes);

    private sealed record Choice(string Value, string Name);
}
