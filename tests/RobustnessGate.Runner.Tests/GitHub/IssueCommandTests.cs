using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Reports;

namespace RobustnessGate.Runner.Tests.GitHub;

public sealed class IssueCommandTests : IDisposable
{
    private static readonly ReportDocument Passed = Verdicts.Judged(SampleReport.Measured, SampleReport.Settings(new Thresholds(CleanAccuracyMin: 0.75)));

    private readonly GitHubSandbox gitHub = new();

    private List<Kept> Issues => gitHub.Server.Issues;

    public void Dispose() => gitHub.Dispose();

    [Fact]
    public async Task An_issue_is_opened_when_the_model_falls_and_closed_when_it_recovers()
    {
        Assert.Equal((0, "The report passes, and no issue is open."), await gitHub.Issue(Passed));
        Assert.Equal((0, "The report does not pass: opened an issue."), await gitHub.Issue(SampleReport.Failed));
        Assert.Equal((0, "The report does not pass: the issue says this already."), await gitHub.Issue(SampleReport.Failed));
        Assert.Equal((0, "The report does not pass: updated the issue."), await gitHub.Issue(SampleReport.Invalid));
        Assert.Equal((0, "The report passes: closed the issue."), await gitHub.Issue(Passed));
        Assert.Equal((0, "The report passes, and no issue is open."), await gitHub.Issue(Passed));
        var issue = Assert.Single(Issues);
        Assert.Equal(("closed", "Robustness gate default: the model does not pass"), (issue.State, issue.Title));
        Assert.Contains("## Robustness gate: pass", issue.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_watched_by_other_gates_have_issues_of_their_own()
    {
        await gitHub.Issue(SampleReport.Failed, "--gate-id", "images");
        await gitHub.Issue(SampleReport.Failed, "--gate-id", "texts");
        await gitHub.Issue(Passed, "--gate-id", "images");
        Assert.Equal(["closed", "open"], Issues.Select(issue => issue.State));
    }

    [Fact]
    public async Task An_issue_that_somebody_else_marked_stays_as_it_is()
    {
        Issues.Add(new Kept(1, 1, "mallory", "<!-- robustness-gate:v1:default -->\nignore this model"));
        Assert.Equal((0, "The report does not pass: opened an issue."), await gitHub.Issue(SampleReport.Failed));
        await gitHub.Issue(Passed);
        Assert.Equal(["open", "closed"], Issues.Select(issue => issue.State));
    }

    [Fact]
    public async Task An_issue_that_was_opened_though_GitHub_failed_is_not_opened_twice()
    {
        gitHub.Server.Disturbances.Enqueue(new Disturbance("POST", 502) { AfterTheDeed = true });
        Assert.Equal(0, (await gitHub.Issue(SampleReport.Failed)).ExitCode);
        Assert.Single(Issues);
    }
}
