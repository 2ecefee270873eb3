using System.CommandLine;
using RobustnessGate.Runner.GitHub;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate comment</c>: says in a comment on the pull request what was measured.</summary>
internal sealed class CommentCommand
{
    private readonly Argument<string[]> reports = new("report")
    {
        Description = "The report.json of a run, or several. They are read as data, whoever wrote them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<long?> pullRequest = new("--pull-request")
    {
        Description = "The pull request's number. Default: that of the event the workflow runs for, or of the commit that the workflow_run of the event measured.",
        HelpName = "number",
    };

    private readonly TimeProvider clock;

    /// <inheritdoc cref="GitHubCommand"/>
    public CommentCommand(ToolConsole console, Func<string, string?> variable, TimeProvider clock)
    {
        this.clock = clock;
        var gitHub = new GitHubCommand(console, variable, clock);
        Command = new Command("comment", "Post the report as a comment on the pull request, or update the one that is there.") { reports, pullRequest };
        foreach (var option in gitHub.Options)
        {
            Command.Add(option);
        }

        Command.SetAction(gitHub.Action(Comment));
    }

    public Command Command { get; }

    private async Task<string> Comment(ParseResult result, GitHubSession session, CancellationToken cancellation)
    {
        var text = new ReportText(session.Marker, [.. result.GetRequiredValue(reports).Select(ReportFile.Read)]);
        var found = await new PullRequestFinder(session.Repository, session.Environment.EventPath).Find(result.GetValue(pullRequest), cancellation).ConfigureAwait(false);
        if (found.None is { } reason)
            return $"Nothing to comment on. {reason}";

        var comment = new StickyComment(session.Repository, session.Author, clock);
        var done = new List<string>();
        foreach (var number in found.Numbers)
        {
            done.Add(Sentence(await comment.Put(number, text, cancellation).ConfigureAwait(false), number));
        }

        return string.Join(Environment.NewLine, done);
    }

    private static string Sentence(PutOutcome outcome, long number) => outcome switch
    {
        PutOutcome.Created => FormattableString.Invariant($"Commented on pull request #{number}."),
        PutOutcome.Updated => FormattableString.Invariant($"Updated the comment on pull request #{number}."),
        _ => FormattableString.Invariant($"The comment on pull request #{number} says this already."),
    };
}
