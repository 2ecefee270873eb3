using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>What became of each class, and what its examples are taken for.</summary>
internal static class ClassesSection
{
    // As many as a page shows side by side; beyond, the list of mistakes says more.
    private const int MostClassesOfMatrix = 16;

    private const int MostMistakes = 12;

    public static object Of(ReportDocument report) => new Content(
        [.. ClassTally.Of(report).Select(tally => RowOf(tally, report.Classes))],
        [.. Matrices(report)],
        [.. Mistakes(report)]);

    private static Row RowOf(ClassTally tally, IReadOnlyList<string>? names) => new(
        ClassName.Of(tally.Label, names),
        Figures.Count(tally.Examples),
        Share.Text((double)tally.Correct / tally.Examples),
        Share.Text((double)tally.Robust / tally.Examples),
        tally.Correct == 0 ? "undefined" : Share.Text((double)(tally.Correct - tally.Robust) / tally.Correct));

    private static IEnumerable<ConfusionMatrix> Matrices(ReportDocument report)
    {
        var before = ConfusionMatrix.Of("as they are", report, example => example.Predicted);
        var after = ConfusionMatrix.Of("under attack", report, TakenForUnderAttack);
        return before.Rows.Count > 0 && Math.Max(before.Columns.Count, after.Columns.Count) <= MostClassesOfMatrix ? [before, after] : [];
    }

    /// <summary>The commonest mistakes that the attacks lead to.</summary>
    private static IEnumerable<Mistake> Mistakes(ReportDocument report) => report.Examples
        .Where(example => example.PredictedUnderAttack is not null)
        .GroupBy(example => (example.Label, TakenFor: TakenForUnderAttack(example)))
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key)
        .Take(MostMistakes)
        .Select(group => new Mistake(
            ClassName.Of(group.Key.Label, report.Classes), PredictionText.Of(group.Key.TakenFor, report.Classes), Figures.Count(group.LongCount())));

    // A misclassified example is not attacked: it stays what it was taken for.
    private static long TakenForUnderAttack(ExampleEntry example) => example.PredictedUnderAttack ?? example.Predicted;

    private sealed record Content(IReadOnlyList<Row> Classes, IReadOnlyList<ConfusionMatrix> Matrices, IReadOnlyList<Mistake> Mistakes);

    private sealed record Row(string Name, string Examples, string CleanAccuracy, string RobustAccuracy, string AttackSuccessRate);

    private sealed record Mistake(string Label, string TakenFor, string Count);
}
