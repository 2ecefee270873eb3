using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>What changed against the baseline: the shares, the classes, the examples.</summary>
internal static class ChangeSections
{
    public static IEnumerable<Section> Of(ReportDocument report)
    {
        if (report.Comparison is not { } comparison)
            yield break;

        if (comparison.Change is not { } change)
        {
            yield return Shares(0, $"Not comparable with {comparison.Baseline.Name}: {comparison.NotComparable ?? "no reason is given"}.\n");
            yield break;
        }

        yield return Shares(2, $"""
            Against {comparison.Baseline.Name}:

            - {Sentence("robust accuracy", change.RobustAccuracy)}
            - {Sentence("clean accuracy", change.CleanAccuracy)}

            """);
        if (change.Classes.Count > 0)
            yield return Classes(change.Classes, report.Classes);
        if (change.Examples.Count > 0)
            yield return Examples(change.Examples, report.Classes);
    }

    private static Section Shares(int rows, Markup body) => new("the change against the baseline", Importance.Change, rows, $"### What changed\n\n{body}");

    private static Markup Sentence(string name, ShareChangeEntry change)
    {
        if (change is { Lost: 0, Gained: 0 })
            return $"{name} {Share.Text(change.After)}, and no example changed sides.";

        return $"{name} {Share.Text(change.Before)} → {Share.Text(change.After)} ({change.Difference:+0.000;-0.000;0.000}, 95 % interval {Share.Text(change.Low)} to {Share.Text(change.High)}): {change.Lost} lost, {change.Gained} gained, {ComparisonText.Chance(change)} (McNemar's exact test, p = {change.PValue:G2}).";
    }

    private static Section Classes(IReadOnlyList<ClassChangeEntry> classes, IReadOnlyList<string>? names) =>
        new("the change of each class", Importance.Classes, classes.Count, $"""
            | class | examples | robust before | robust now | broken | repaired |
            |---|--:|--:|--:|--:|--:|
            {Markup.Concat(classes.Select(each => (Markup)$"| {ClassName.Of(each.Label, names)} | {each.Examples} | {each.RobustBefore} | {each.RobustAfter} | {each.Lost} | {each.Gained} |\n"))}
            """);

    private static Section Examples(IReadOnlyList<ExampleChangeEntry> examples, IReadOnlyList<string>? names) =>
        new("the examples that changed", Importance.Examples, examples.Count, $"""
            <details><summary>Examples that changed ({examples.Count})</summary>

            | example | class | before | now |
            |--:|---|---|---|
            {Markup.Concat(examples.Select(each => (Markup)$"| {each.Index} | {ClassName.Of(each.Label, names)} | {Outcome(each.Before, each.BrokenByBefore)} | {Outcome(each.After, each.BrokenBy)} |\n"))}
            </details>

            """);

    private static Markup Outcome(string outcome, string? attack) => attack is null ? $"{outcome}" : (Markup)$"{outcome} by {attack}";
}
