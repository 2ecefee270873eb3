using System.Text.Json.Serialization;

namespace RobustnessGate.Runner.GitHub;

/// <summary>Somebody.</summary>
internal sealed record Account(string Login);

/// <summary>A comment on a pull request, or an issue's description.</summary>
internal sealed record Comment(long Id, string NodeId, string? Body = null, Account? User = null);

/// <summary>A pull request.</summary>
internal sealed record PullRequest(long Number, string State, Head Head)
{
    [JsonIgnore]
    public bool IsOpen => string.Equals(State, "open", StringComparison.Ordinal);
}

/// <summary>The branch that a pull request wants to merge.</summary>
internal sealed record Head(string Sha, string Ref, RepositoryName? Repo = null);

/// <summary>A repository: <c>owner/name</c>.</summary>
internal sealed record RepositoryName(string FullName);

/// <summary>An issue.</summary>
internal sealed record Issue(long Number, string? Body = null, Account? User = null);

/// <summary>What a comment is written with.</summary>
internal sealed record CommentText(string Body);

/// <summary>What an issue is opened with.</summary>
internal sealed record NewIssue(string Title, string Body, IReadOnlyList<string> Labels);

/// <summary>What an issue is changed to.</summary>
internal sealed record IssueChange(string Body, string State);

/// <summary>A question in GraphQL.</summary>
internal sealed record GraphQuery(string Query, IReadOnlyDictionary<string, string> Variables);

/// <summary>The answer to whether a comment is hidden.</summary>
internal sealed record HiddenAnswer(HiddenData? Data = null);

/// <inheritdoc cref="HiddenAnswer"/>
internal sealed record HiddenData(HiddenNode? Node = null);

/// <inheritdoc cref="HiddenAnswer"/>
internal sealed record HiddenNode([property: JsonPropertyName("isMinimized")] bool IsMinimized);

/// <summary>How GitHub explains an error.</summary>
internal sealed record ApiError(string? Message = null, IReadOnlyList<ApiErrorDetail>? Errors = null);

/// <inheritdoc cref="ApiError"/>
internal sealed record ApiErrorDetail(string? Message = null);

/// <summary>The event that a workflow runs for, as far as it names a pull request.</summary>
internal sealed record WorkflowEvent(PullRequestEvent? PullRequest = null, WorkflowRun? WorkflowRun = null);

/// <summary>A pull request of an event.</summary>
internal sealed record PullRequestEvent(long Number);

/// <summary>The run of another workflow.</summary>
internal sealed record WorkflowRun(string Event, string HeadSha, string HeadBranch, HeadRepository? HeadRepository = null);

/// <summary>Where that run's commit is from.</summary>
internal sealed record HeadRepository(string FullName, Account Owner);

/// <summary>GitHub's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Account))]
[JsonSerializable(typeof(Comment))]
[JsonSerializable(typeof(IReadOnlyList<Comment>))]
[JsonSerializable(typeof(PullRequest))]
[JsonSerializable(typeof(IReadOnlyList<PullRequest>))]
[JsonSerializable(typeof(Issue))]
[JsonSerializable(typeof(IReadOnlyList<Issue>))]
[JsonSerializable(typeof(CommentText))]
[JsonSerializable(typeof(NewIssue))]
[JsonSerializable(typeof(IssueChange))]
[JsonSerializable(typeof(GraphQuery))]
[JsonSerializable(typeof(HiddenAnswer))]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(WorkflowEvent))]
internal sealed partial class ApiJson : JsonSerializerContext;
