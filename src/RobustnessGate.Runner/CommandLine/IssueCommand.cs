using System.CommandLine;
using RobustnessGate.Runner.GitHub;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate issue</c>: keeps one issue open while a model that is watched does not pass.</summary>
internal sealed class IssueCommand
{
    private readonly Argument<string> report = new("report") { Description = "The report.json of the run." };
    private readonly TimeProvider clock;

    /// <inheritdoc cref="GitHubCommand"/>
    public IssueCommand(ToolConsole console, Func<string, string?> variable, TimeProvider clock)
    {
        this.clock = clock;
        var gitHub = new GitHubCommand(console, variable, clock);
        Command = new Command("issue", "Open or update an issue when the report does not pass, and close it when it does.") { report };
        foreach (var option in gitHub.Options)
        {
            Command.Add(option);
        }

        Command.SetAction(gitHub.Action(Put));
    }

    public Command Command { get; }

    private async Task<string> Put(ParseResult result, GitHubSession session, CancellationToken cancellation)
    {
        var document = ReportFile.Read(result.GetRequiredValue(report));
        return await new GateIssue(session.Repository, session.Author, clock).Put(document, session.Marker, cancellation).ConfigureAwait(false) switch
        {
            PutOutcome.Created => "The report does not pass: opened an issue.",
            PutOutcome.Updated => "The report does not pass: updated the issue.",
            PutOutcome.Unchanged => "The report does not pass: the issue says this already.",
            PutOutcome.Closed => "The report passes: closed the issue.",
            _ => "The report passes, and no issue is open.",
        };
    }
}
