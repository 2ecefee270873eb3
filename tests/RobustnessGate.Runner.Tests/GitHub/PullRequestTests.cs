using System.Text.Json;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Reports;

namespace RobustnessGate.Runner.Tests.GitHub;

/// <summary>Which pull request a report belongs to, and its life on GitHub from end to end.</summary>
public sealed class PullRequestTests : IDisposable
{
    private readonly GitHubSandbox gitHub = new();

    private GitHubServer Server => gitHub.Server;

    public void Dispose() => gitHub.Dispose();

    [Fact]
    public async Task A_pull_request_from_beginning_to_end()
    {
        // Nothing is committed yet to compare with.
        gitHub.On(Measured("c0ffee", "better-model", "shop/models"));
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.CommentOn(SampleReport.Failed with { Comparison = null }));
        Assert.DoesNotContain("What changed", Server.Comments[0].Body, StringComparison.Ordinal);

        // The run again, with the same outcome.
        Assert.Equal((0, "The comment on pull request #12 says this already."), await gitHub.CommentOn(SampleReport.Failed with { Comparison = null, Cost = new CostEntry(1, 1, 99) }));

        // A baseline is accepted with a push: the report compares with it.
        Push("c0ffee2");
        gitHub.On(Measured("c0ffee2", "better-model", "shop/models"));
        Assert.Equal((0, "Updated the comment on pull request #12."), await gitHub.CommentOn(SampleReport.Failed));
        Assert.Contains("Against App.robustness.verified.json", Server.Comments[0].Body, StringComparison.Ordinal);

        // A late run of the commit before says nothing any more.
        gitHub.On(Measured("c0ffee", "better-model", "shop/models"));
        Assert.Equal((0, "Nothing to comment on. The pull request from shop/models:better-model has moved on from the commit that was measured."), await gitHub.CommentOn(SampleReport.Invalid));

        // Merged.
        Server.Pulls[0] = Server.Pulls[0] with { State = "closed" };
        gitHub.On(Measured("c0ffee2", "better-model", "shop/models"));
        Assert.Equal((0, "Nothing to comment on. No pull request from shop/models:better-model is open."), await gitHub.CommentOn(SampleReport.Invalid));
        Assert.Contains("Against App.robustness.verified.json", Assert.Single(Server.Comments).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_s_pull_request_is_found_by_its_branch_and_commit()
    {
        Server.Pulls.Add(new KeptPull(13, "open", "f00d", "better-model", "mallory/models"));
        gitHub.On(Measured("f00d", "better-model", "mallory/models"));
        Assert.Equal((0, "Commented on pull request #13."), await gitHub.Comment());
        Assert.Equal(13, Assert.Single(Server.Comments).Number);
    }

    [Fact]
    public async Task A_branch_may_be_named_like_a_query()
    {
        Server.Pulls.Add(new KeptPull(14, "open", "f00d", "a&head=shop:better-model#x y", "mallory/models"));
        gitHub.On(Measured("f00d", "a&head=shop:better-model#x y", "mallory/models"));
        Assert.Equal((0, "Commented on pull request #14."), await gitHub.Comment());
    }

    [Fact]
    public async Task A_commit_measured_for_two_pull_requests_is_said_in_both()
    {
        Server.Pulls.Add(new KeptPull(13, "open", "c0ffee", "better-model", "shop/models"));
        gitHub.On(Measured("c0ffee", "better-model", "shop/models"));
        Assert.Equal((0, $"Commented on pull request #12.{Environment.NewLine}Commented on pull request #13."), await gitHub.Comment());
    }

    [Fact]
    public async Task A_fork_that_is_gone_and_a_run_for_a_push_leave_nothing_to_do()
    {
        gitHub.On(Measured("f00d", "better-model", null));
        Assert.Equal((0, "Nothing to comment on. The repository that the pull request came from is gone."), await gitHub.Comment());
        gitHub.On(Measured("c0ffee", "main", "shop/models", cause: "push"));
        Assert.Equal((0, "Nothing to comment on. The measuring run was started by push, not by a pull request."), await gitHub.Comment());
        Assert.Empty(Server.Comments);
    }

    [Fact]
    public async Task The_event_of_a_pull_request_names_it()
    {
        gitHub.On("""{ "action": "synchronize", "pull_request": { "number": 12, "head": { "sha": "c0ffee" } } }""");
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.Comment());
        Server.Pulls[0] = Server.Pulls[0] with { State = "closed" };
        Assert.Equal((0, "Nothing to comment on. Pull request #12 is closed."), await gitHub.Comment());
    }

    [Theory]
    [InlineData("{}", "The event of this workflow names no pull request")]
    [InlineData("[", "cannot be read")]
    [InlineData("{ \"workflow_run\": {} }", "cannot be read")]
    public async Task Another_event_is_explained(string payload, string expected)
    {
        gitHub.On(payload);
        var (exitCode, said) = await gitHub.Comment();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("robustness-gate: error RG0509: ", said, StringComparison.Ordinal);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_of_a_workflow_the_number_is_asked_for()
    {
        Assert.Contains("RG0509: There is no event of a workflow (GITHUB_EVENT_PATH); give the number with --pull-request", (await gitHub.Comment()).Said, StringComparison.Ordinal);
    }

    private static string Measured(string sha, string branch, string? repository, string cause = "pull_request") => JsonSerializer.Serialize(new
    {
        action = "completed",
        workflow_run = new
        {
            @event = cause,
            head_sha = sha,
            head_branch = branch,
            head_repository = repository is null ? null : new { full_name = repository, owner = new { login = repository.Split('/')[0] } },
        },
    });

    private void Push(string sha) => Server.Pulls[0] = Server.Pulls[0] with { Sha = sha };
}
