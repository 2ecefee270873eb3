using RobustnessGate.Runner.Reports.Markdown;
using RobustnessGate.Runner.Tests.Reports;

namespace RobustnessGate.Runner.Tests.GitHub;

public sealed class CommentCommandTests : IDisposable
{
    private const string Marker = "<!-- robustness-gate:v1:default -->";

    private static readonly string[] On12 = ["--pull-request", "12"];

    private readonly GitHubSandbox gitHub = new();

    private GitHubServer Server => gitHub.Server;

    public void Dispose() => gitHub.Dispose();

    [Fact]
    public async Task The_first_comment_is_the_report_under_the_gate_s_marker()
    {
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.Comment(On12));
        var comment = Assert.Single(Server.Comments);
        Assert.Equal((12, "github-actions[bot]", $"{Marker}\n{MarkdownView.Render(SampleReport.Failed)}"), (comment.Number, comment.Login, comment.Body));
    }

    [Fact]
    public async Task Another_report_changes_the_same_comment()
    {
        await gitHub.Comment(On12);
        Assert.Equal((0, "Updated the comment on pull request #12."), await gitHub.CommentOn(SampleReport.Invalid, On12));
        Assert.Contains("## Robustness gate: invalid", Assert.Single(Server.Comments).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_report_again_changes_nothing()
    {
        await gitHub.Comment(On12);
        // As a person's edit in the browser leaves it.
        Server.Comments[0] = Server.Comments[0] with { Body = Server.Comments[0].Body.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd() };
        Server.Requests.Clear();
        Assert.Equal((0, "The comment on pull request #12 says this already."), await gitHub.Comment(On12));
        Assert.DoesNotContain(Server.Requests, request => !request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_comment_is_found_behind_hundreds_of_others()
    {
        for (var i = 0; i < 250; i++)
            Server.Add(12, "somebody", "what about this?");
        await gitHub.Comment(On12);
        Assert.Equal("Updated the comment on pull request #12.", (await gitHub.CommentOn(SampleReport.Invalid, On12)).Said);
        Assert.Equal(251, Server.Comments.Count);
    }

    [Fact]
    public async Task A_marker_that_somebody_else_planted_is_left_alone()
    {
        var planted = Server.Add(12, "mallory", $"{Marker}\nrobustness gate: pass");
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.Comment(On12));
        Assert.Equal(planted, Server.Comments[0]);
        Assert.Equal(2, Server.Comments.Count);
    }

    [Fact]
    public async Task A_person_s_token_writes_as_that_person()
    {
        Server.User = "alice";
        Server.Add(12, "github-actions[bot]", $"{Marker}\nold");
        await gitHub.Comment(On12);
        Assert.Equal("Updated the comment on pull request #12.", (await gitHub.CommentOn(SampleReport.Invalid, On12)).Said);
        Assert.Equal(["github-actions[bot]", "alice"], Server.Comments.Select(comment => comment.Login));
    }

    [Fact]
    public async Task Gates_of_one_repository_have_a_comment_each()
    {
        await gitHub.Comment([.. On12, "--gate-id", "images"]);
        await gitHub.Comment([.. On12, "--gate-id", "images-small"]);
        Assert.Equal(2, Server.Comments.Count);
        Assert.Equal("The comment on pull request #12 says this already.", (await gitHub.Comment([.. On12, "--gate-id", "images"])).Said);
    }

    [Theory]
    [InlineData("a--b")]
    [InlineData("-->")]
    [InlineData("")]
    [InlineData("a b")]
    public async Task A_gate_s_id_cannot_end_its_marker(string id)
    {
        var (exitCode, said) = await gitHub.Comment([.. On12, "--gate-id", id]);
        Assert.Equal(64, exitCode);
        Assert.Contains("RG0008: --gate-id is", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_reports_share_a_comment()
    {
        Assert.Equal(0, (await gitHub.Comment([gitHub.Write(SampleReport.Invalid), .. On12])).ExitCode);
        var body = Assert.Single(Server.Comments).Body;
        Assert.Contains("## Robustness gate: fail", body, StringComparison.Ordinal);
        Assert.Contains("## Robustness gate: invalid", body, StringComparison.Ordinal);
        Assert.InRange(body.Length, 1, 65_536);
    }

    [Fact]
    public async Task A_comment_that_somebody_hid_is_followed_by_another()
    {
        await gitHub.Comment(On12);
        Server.Comments[0] = Server.Comments[0] with { Hidden = true };
        Assert.Equal("Commented on pull request #12.", (await gitHub.CommentOn(SampleReport.Invalid, On12)).Said);
        Assert.Equal("Updated the comment on pull request #12.", (await gitHub.Comment(On12)).Said);
        Assert.Equal(2, Server.Comments.Count);
    }

    [Fact]
    public async Task A_comment_deleted_meanwhile_is_written_anew()
    {
        await gitHub.Comment(On12);
        Server.Disturbances.Enqueue(new Disturbance("PATCH", 404));
        Assert.Equal("Commented on pull request #12.", (await gitHub.CommentOn(SampleReport.Invalid, On12)).Said);
    }

    [Fact]
    public async Task A_token_that_only_reads_is_told_about_the_second_workflow()
    {
        Server.TokenOnlyReads = true;
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.Equal(
            "robustness-gate: error RG0503: The token may not do POST /repos/shop/models/issues/12/comments (403 Resource not accessible by integration): a pull request from a fork runs with a token that only reads, whatever its workflow asks for; comment from a second workflow on workflow_run with pull-requests: write, as docs/github.md shows.",
            said);
    }

    [Fact]
    public async Task A_text_that_is_too_long_is_sent_once_in_a_shorter_form()
    {
        Server.LongestText = 2500;
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.Contains("error RG0505: GitHub does not take what POST /repos/shop/models/issues/12/comments sends (422 Validation Failed: body is too long (maximum is 65536 characters))", said, StringComparison.Ordinal);
        Assert.Equal(2, Server.Requests.Count(request => request.StartsWith("POST", StringComparison.Ordinal)));

        Server.LongestText = 20_000;
        var change = SampleReport.Failed.Comparison!.Change!;
        var long_ = SampleReport.Failed with { Comparison = SampleReport.Failed.Comparison with { Change = change with { Examples = [.. Enumerable.Repeat(change.Examples[0], 800)] } } };
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.CommentOn(long_, On12));
        Assert.Contains("800 rows omitted", Assert.Single(Server.Comments).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_that_passes_is_waited_for()
    {
        Server.Disturbances.Enqueue(new Disturbance("GET", 502) { Body = "<html>" });
        Server.Disturbances.Enqueue(new Disturbance("GET", 503));
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.Comment(On12));
        Assert.Equal(2, gitHub.Clock.Waits.Count(wait => wait > TimeSpan.Zero));
    }

    [Fact]
    public async Task A_comment_that_was_made_though_GitHub_failed_is_not_made_twice()
    {
        Server.Disturbances.Enqueue(new Disturbance("POST", 502) { AfterTheDeed = true });
        Assert.Equal((0, "The comment on pull request #12 says this already."), await gitHub.Comment(On12));
        Assert.Single(Server.Comments);
    }

    [Fact]
    public async Task A_failure_that_stays_ends_with_a_message()
    {
        for (var i = 0; i < 5; i++)
            Server.Disturbances.Enqueue(new Disturbance("GET", 500));
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.Equal("robustness-gate: error RG0507: GitHub failed at GET /user again and again (500 out of order); run this again later.", said);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for_as_long_as_GitHub_asks()
    {
        Server.Disturbances.Enqueue(new Disturbance("POST", 429) { Headers = [("Retry-After", "37")] });
        Assert.Equal((0, "Commented on pull request #12."), await gitHub.Comment(On12));
        Assert.Contains(TimeSpan.FromSeconds(37), gitHub.Clock.Waits);
    }

    [Fact]
    public async Task A_secondary_limit_without_a_time_is_a_minute()
    {
        Server.Disturbances.Enqueue(new Disturbance("POST", 403) { Body = """{"message":"You have exceeded a secondary rate limit."}""" });
        Assert.Equal(0, (await gitHub.Comment(On12)).ExitCode);
        Assert.Contains(TimeSpan.FromMinutes(1), gitHub.Clock.Waits);
    }

    [Fact]
    public async Task A_limit_of_an_hour_is_not_waited_for()
    {
        var reset = gitHub.Clock.GetUtcNow().AddHours(1).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        Server.Disturbances.Enqueue(new Disturbance("POST", 403) { Body = """{"message":"API rate limit exceeded"}""", Headers = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", reset)] });
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.Equal("robustness-gate: error RG0506: GitHub lets no more requests through for now (403 API rate limit exceeded): it asks to wait 3600 s; run this again after that.", said);
    }

    [Theory]
    [InlineData("GITHUB_TOKEN", "", "RG0501: GITHUB_TOKEN is not set")]
    [InlineData("GITHUB_REPOSITORY", "", "RG0501: The repository is not given")]
    [InlineData("GITHUB_REPOSITORY", "shop/models/../x", "RG0501: The repository is 'shop/models/../x'")]
    [InlineData("GITHUB_API_URL", "ftp://x", "RG0501: GITHUB_API_URL is 'ftp://x'")]
    [InlineData("GITHUB_TOKEN", "other", "RG0502: GitHub does not accept the token (401 Bad credentials)")]
    [InlineData("GITHUB_REPOSITORY", "shop/none", "RG0504: GitHub finds nothing for GET /repos/shop/none/pulls/12 (404 Not Found)")]
    [InlineData("GITHUB_API_URL", "http://127.0.0.1:9", "RG0507: GitHub cannot be reached at http://127.0.0.1:9/")]
    public async Task What_is_wrong_with_the_environment_is_said(string variable, string value, string expected)
    {
        gitHub.Variables[variable] = value;
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("robustness-gate: error " + expected, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_GitHub_s_API_is_said()
    {
        Server.Disturbances.Enqueue(new Disturbance("GET", 200) { Body = "<html>" });
        var (exitCode, said) = await gitHub.Comment(On12);
        Assert.Equal(1, exitCode);
        Assert.Contains("error RG0508: What http://127.0.0.1", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>", "error RG0602: The report")]
    [InlineData("{\"schemaVersion\": 2}", "error RG0603: The report")]
    public async Task A_hostile_report_is_refused_before_anything_is_written(string content, string expected)
    {
        var (exitCode, said) = await gitHub.CommentOnFile(gitHub.Write("report.json", content), On12);
        Assert.Equal(1, exitCode);
        Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.Empty(Server.Comments);
    }
}
