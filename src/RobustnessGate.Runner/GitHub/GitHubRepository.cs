using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.GitHub;

/// <summary>What the tool asks of a repository on GitHub.</summary>
internal sealed class GitHubRepository(GitHubApi api, GitHubEnvironment environment)
{
    /// <summary>Who writes with a workflow's own token, which may not ask who it is.</summary>
    private const string ActionsBot = "github-actions[bot]";

    private const string Hidden = "query($id: ID!) { node(id: $id) { ... on IssueComment { isMinimized } } }";

    private readonly string root = $"repos/{environment.Repository}";

    /// <summary>The login that the token writes as.</summary>
    public async Task<string> Author(CancellationToken cancellation)
    {
        try
        {
            return (await api.Get("user", ApiJson.Default.Account, cancellation).ConfigureAwait(false)).Login;
        }
        catch (GateException exception) when (exception.Code == Codes.GitHubTokenReadOnly)
        {
            return ActionsBot;
        }
    }

    public Task<PullRequest> PullRequest(long number, CancellationToken cancellation) => api.Get(Invariant($"{root}/pulls/{number}"), ApiJson.Default.PullRequest, cancellation);

    /// <summary>The open pull requests from a branch.</summary>
    /// <param name="owner">Who owns the repository of the branch.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public Task<IReadOnlyList<PullRequest>> OpenPullRequests(string owner, string branch, CancellationToken cancellation) =>
        api.GetAll($"{root}/pulls?state=open&head={Uri.EscapeDataString($"{owner}:{branch}")}", ApiJson.Default.IReadOnlyListPullRequest, cancellation);

    /// <summary>The comments on a pull request, from the oldest on.</summary>
    public Task<IReadOnlyList<Comment>> Comments(long pullRequest, CancellationToken cancellation) =>
        api.GetAll(Invariant($"{root}/issues/{pullRequest}/comments"), ApiJson.Default.IReadOnlyListComment, cancellation);

    public Task Comment(long pullRequest, string body, CancellationToken cancellation) =>
        api.Post(Invariant($"{root}/issues/{pullRequest}/comments"), new CommentText(body), ApiJson.Default.CommentText, cancellation);

    public Task Change(Comment comment, string body, CancellationToken cancellation) =>
        api.Patch(Invariant($"{root}/issues/comments/{comment.Id}"), new CommentText(body), ApiJson.Default.CommentText, cancellation);

    /// <summary>Whether somebody hid the comment, or deleted it meanwhile. The REST API does not tell.</summary>
    public async Task<bool> IsHidden(Comment comment, CancellationToken cancellation)
    {
        var query = new GraphQuery(Hidden, new Dictionary<string, string> { ["id"] = comment.NodeId });
        var answer = await api.Query(environment.GraphQl, query, ApiJson.Default.HiddenAnswer, cancellation).ConfigureAwait(false);
        return answer.Data?.Node is not { IsMinimized: false };
    }

    /// <summary>The open issues with a label; pull requests, which GitHub counts among them, included.</summary>
    public Task<IReadOnlyList<Issue>> OpenIssues(string label, CancellationToken cancellation) =>
        api.GetAll($"{root}/issues?state=open&labels={Uri.EscapeDataString(label)}", ApiJson.Default.IReadOnlyListIssue, cancellation);

    public Task Open(NewIssue issue, CancellationToken cancellation) => api.Post($"{root}/issues", issue, ApiJson.Default.NewIssue, cancellation);

    public Task Change(Issue issue, IssueChange change, CancellationToken cancellation) =>
        api.Patch(Invariant($"{root}/issues/{issue.Number}"), change, ApiJson.Default.IssueChange, cancellation);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
