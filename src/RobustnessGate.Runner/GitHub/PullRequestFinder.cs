using System.Text.Json;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.GitHub;

/// <summary>The pull requests to comment on, or why there is none.</summary>
internal sealed record FoundPullRequests(IReadOnlyList<long> Numbers, string? None = null);

/// <summary>Finds the pull request that was measured: from its number, or from the event that GitHub started the workflow for; never from what the
/// measuring run left, which whoever opened the pull request could have written.</summary>
internal sealed class PullRequestFinder(GitHubRepository repository, string? eventPath)
{
    /// <exception cref="GateException">RG0509: the event names none. RG05xx: GitHub does not say.</exception>
    public async Task<FoundPullRequests> Find(long? number, CancellationToken cancellation)
    {
        if (number is { } given)
            return await Open(given, cancellation).ConfigureAwait(false);

        return Event() switch
        {
            { PullRequest: { } pullRequest } => await Open(pullRequest.Number, cancellation).ConfigureAwait(false),
            { WorkflowRun: { } run } => await Measured(run, cancellation).ConfigureAwait(false),
            _ => throw Unknown("The event of this workflow names no pull request"),
        };
    }

    private async Task<FoundPullRequests> Open(long number, CancellationToken cancellation)
    {
        var pullRequest = await repository.PullRequest(number, cancellation).ConfigureAwait(false);
        return pullRequest.IsOpen ? new([number]) : new([], $"Pull request #{number} is {PlainText.Of(pullRequest.State)}.");
    }

    private async Task<FoundPullRequests> Measured(WorkflowRun run, CancellationToken cancellation)
    {
        if (!string.Equals(run.Event, "pull_request", StringComparison.Ordinal))
            return new([], $"The measuring run was started by {PlainText.Of(run.Event)}, not by a pull request.");
        if (run.HeadRepository is not { } head)
            return new([], "The repository that the pull request came from is gone.");

        var from = PlainText.Of($"{head.FullName}:{run.HeadBranch}");
        var open = (await repository.OpenPullRequests(head.Owner.Login, run.HeadBranch, cancellation).ConfigureAwait(false))
            .Where(pullRequest => pullRequest.Head.Ref == run.HeadBranch && string.Equals(pullRequest.Head.Repo?.FullName, head.FullName, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (open.Count == 0)
            return new([], $"No pull request from {from} is open.");

        long[] current = [.. open.Where(pullRequest => pullRequest.Head.Sha == run.HeadSha).Select(pullRequest => pullRequest.Number)];
        return current.Length > 0 ? new(current) : new([], $"The pull request from {from} has moved on from the commit that was measured.");
    }

    private WorkflowEvent Event()
    {
        if (eventPath is null)
            throw Unknown("There is no event of a workflow (GITHUB_EVENT_PATH)");

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(eventPath), ApiJson.Default.WorkflowEvent) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            throw Unknown($"The event in '{eventPath}' (GITHUB_EVENT_PATH) cannot be read ({Reason.InOneSentence(exception)})");
        }
    }

    private static GateException Unknown(string what) => new(Codes.PullRequestUnknown, $"{what}; give the number with --pull-request, or run on pull_request or workflow_run.");
}
