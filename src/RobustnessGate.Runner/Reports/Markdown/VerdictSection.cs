using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>The verdict and what decided it.</summary>
internal static class VerdictSection
{
    public static Section Of(ReportDocument report) => new("the verdict", Importance.Verdict, 0, $"""
        ## Robustness gate: {report.Verdict}

        {Markup.Concat(Reasons(report), "\n")}

        {Setup(report)}

        """);

    private static IEnumerable<Markup> Reasons(ReportDocument report)
    {
        var judged = JudgedThreshold.Of(report);
        if (report.Verdict != VerdictText.Invalid)
            return judged.Count > 0 ? judged.Select(Reason) : [$"No threshold is set: measured, and nothing gated."];

        return report.Diagnostics
            .Where(diagnostic => Severity.IsError(diagnostic, report))
            .Take(1)
            .Select(diagnostic => (Markup)$"- {CodeLink.Of(diagnostic.Code)}: {diagnostic.Message}")
            .DefaultIfEmpty((Markup)$"What was measured cannot be believed.");
    }

    private static Markup Reason(JudgedThreshold judged) => judged.Failure is { } failure
        ? $"- {CodeLink.Of(failure.Code)}: {failure.Message}{Distance(judged, margin => $", short by {margin}")}."
        : (Markup)$"- {judged.Metric} {Share.Text(judged.Measured, judged.Limit)} meets {judged.Setting.ToString()} {judged.Limit}{Distance(judged, margin => $", {margin} to spare")}.";

    private static Markup Distance(JudgedThreshold judged, Func<string, Markup> words)
    {
        var margin = judged.Margin is { } value ? words(Share.Text(Math.Abs(value))) : $"";
        return judged.Share is { } share
            ? $"{margin}; 95 % interval {Share.Text(share.Low)} to {Share.Text(share.High)}{(judged.IsWithinInterval ? (Markup)$" (the threshold lies within)" : $"")}"
            : margin;
    }

    private static Markup Setup(ReportDocument report)
    {
        var (inputs, threat) = (report.Inputs, report.ThreatModel);
        return $"{inputs.Checkpoint.Name} on {report.Metrics.Examples} examples of {inputs.Dataset.Name}, {threat.Norm} within {threat.Epsilon:G4}, suite {report.Suite}.";
    }
}
