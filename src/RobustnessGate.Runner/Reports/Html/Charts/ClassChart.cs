namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>Clean and robust accuracy of each class.</summary>
internal sealed record ClassChart(IReadOnlyList<string> Names, IReadOnlyList<double> CleanAccuracy, IReadOnlyList<double> RobustAccuracy)
{
    // More bars than that nobody tells apart; the table has them all.
    private const int MostClasses = 40;

    public static ClassChart? Of(ReportDocument report)
    {
        var classes = ClassTally.Of(report);
        return classes.Count is > 1 and <= MostClasses
            ? new ClassChart(
                [.. classes.Select(each => PlainText.Of(ClassName.Of(each.Label, report.Classes)))],
                [.. classes.Select(each => (double)each.Correct / each.Examples)],
                [.. classes.Select(each => (double)each.Robust / each.Examples)])
            : null;
    }
}
