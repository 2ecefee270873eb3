using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.GitHub;

/// <summary>The one open issue that a gate has while its model does not pass.</summary>
internal sealed class GateIssue(GitHubRepository repository, string author, TimeProvider clock)
{
    /// <summary>Finds the tool's issues among all.</summary>
    private const string Label = "robustness-gate";

    /// <summary>Opens, updates or closes it, as the report has it.</summary>
    /// <exception cref="Messages.GateException">RG05xx: GitHub does not take it.</exception>
    public Task<PutOutcome> Put(ReportDocument report, Marker marker, CancellationToken cancellation)
    {
        var body = new ReportText(marker, [report]).Full;
        var passes = string.Equals(report.Verdict, VerdictText.Pass, StringComparison.Ordinal);
        return Insistence.Of(
            async () =>
            {
                var issues = await repository.OpenIssues(Label, cancellation).ConfigureAwait(false);
                return issues.LastOrDefault(issue => marker.IsOn(issue.Body, issue.User, author)) is { } open
                    ? await Change(open, body, passes, cancellation).ConfigureAwait(false)
                    : await Open(body, marker, passes, cancellation).ConfigureAwait(false);
            },
            clock,
            cancellation);
    }

    private async Task<PutOutcome> Open(string body, Marker marker, bool passes, CancellationToken cancellation)
    {
        if (passes)
            return PutOutcome.Nothing;

        await repository.Open(new NewIssue($"Robustness gate {marker.GateId}: the model does not pass", body, [Label]), cancellation).ConfigureAwait(false);
        return PutOutcome.Created;
    }

    private async Task<PutOutcome> Change(Issue issue, string body, bool passes, CancellationToken cancellation)
    {
        if (!passes && SameText.Are(issue.Body!, body))
            return PutOutcome.Unchanged;

        await repository.Change(issue, new IssueChange(body, passes ? "closed" : "open"), cancellation).ConfigureAwait(false);
        return passes ? PutOutcome.Closed : PutOutcome.Updated;
    }
}
