using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>What each attack of the suite did.</summary>
internal static class AttacksSection
{
    public static object Of(ReportDocument report)
    {
        var (correct, examples) = (report.Metrics.CleanAccuracy?.Count, report.Metrics.Examples);
        var rows = new List<Row>();
        var left = correct;
        foreach (var attack in report.Attacks)
        {
            left -= attack.Broken;
            rows.Add(new Row(
                AttackFigure.Of(attack),
                Share.Text(Of(left, examples)),
                attack.Attempted == correct ? Share.Text(Of(correct - attack.Broken, examples)) : null));
        }

        return new Content(rows, Others(report));
    }

    private static double? Of(long? count, long examples) => examples == 0 ? null : (double?)count / examples;

    /// <summary>Examples that attacks beside the suite broke within the budget.</summary>
    private static string? Others(ReportDocument report)
    {
        var names = report.Attacks.Select(attack => attack.Name).ToHashSet(StringComparer.Ordinal);
        var count = report.Examples.LongCount(example => example.BrokenBy is { } attack && !names.Contains(attack));
        return count == 0 ? null : Figures.Count(count);
    }

    private sealed record Content(IReadOnlyList<Row> Attacks, string? Others);

    private sealed record Row(AttackFigure Attack, string Remaining, string? Alone);
}
