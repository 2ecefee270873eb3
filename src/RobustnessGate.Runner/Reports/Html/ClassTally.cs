namespace RobustnessGate.Runner.Reports.Html;

/// <summary>What became of the examples of a class.</summary>
internal sealed record ClassTally(long Label, long Examples, long Correct, long Robust)
{
    public static IReadOnlyList<ClassTally> Of(ReportDocument report) =>
    [
        .. report.Examples
            .GroupBy(example => example.Label)
            .OrderBy(group => group.Key)
            .Select(group => new ClassTally(
                group.Key,
                group.LongCount(),
                group.LongCount(example => example.Outcome != OutcomeText.Misclassified),
                group.LongCount(example => example.Outcome == OutcomeText.Robust))),
    ];
}
