namespace RobustnessGate.Tasks.Tests;

public sealed class EndingTests
{
    private static readonly Ending Pass = new() { ReportIsFresh = true, Verdict = "pass", ReportPath = "out/report.json" };

    [Fact]
    public void Only_exit_0_with_a_fresh_passing_report_and_no_error_passes()
    {
        Assert.True(Pass.Passed);
        Assert.Null(Pass.Problem);
    }

    public static TheoryData<string> WaysToFail => [.. Ways.Keys];

    private static Dictionary<string, (Ending Ending, string? Code)> Ways { get; } = new()
    {
        ["threshold crossed, and said so"] = (Pass with { ExitCode = 2, ErrorsReceived = 1, Verdict = "fail" }, null),
        ["threshold crossed, but said nothing"] = (Pass with { ExitCode = 2, Verdict = "fail" }, "RG3005"),
        ["could not measure, and said so"] = (Pass with { ExitCode = 1, ErrorsReceived = 1, ReportIsFresh = false, Verdict = null }, null),
        ["could not measure, but said nothing"] = (Pass with { ExitCode = 1 }, "RG3005"),
        ["bad settings, but said nothing"] = (Pass with { ExitCode = 64 }, "RG3005"),
        ["killed"] = (Pass with { ExitCode = 137 }, "RG3005"),
        ["a negative exit code"] = (Pass with { ExitCode = -1 }, "RG3005"),
        ["cancelled by the runner's own count"] = (Pass with { ExitCode = 130 }, "RG3007"),
        ["cancelled by the build"] = (Pass with { Termination = Termination.Cancelled, ExitCode = -1 }, "RG3007"),
        ["timed out"] = (Pass with { Termination = Termination.TimedOut, ExitCode = 137 }, "RG3006"),
        ["timed out at the moment it passed"] = (Pass with { Termination = Termination.TimedOut }, "RG3006"),
        ["exit 0 and an error"] = (Pass with { ErrorsReceived = 1 }, null),
        ["exit 0 and no report"] = (Pass with { ReportIsFresh = false, Verdict = null }, "RG3008"),
        ["exit 0 and yesterday's report"] = (Pass with { ReportIsFresh = false }, "RG3008"),
        ["exit 0 and no verdict"] = (Pass with { Verdict = null }, "RG3008"),
        ["exit 0 and a failing verdict"] = (Pass with { Verdict = "fail" }, "RG3008"),
        ["exit 0 and an inconclusive verdict"] = (Pass with { Verdict = "inconclusive" }, "RG3008"),
        ["exit 0 and a verdict in other letters"] = (Pass with { Verdict = "PASS" }, "RG3008"),
        ["exit 0 and an unreadable message"] = (Pass with { UnreadableLine = "##robustness-gate|what" }, "RG3005"),
    };

    [Theory]
    [MemberData(nameof(WaysToFail))]
    public void Every_other_ending_fails(string way)
    {
        var (ending, code) = Ways[way];

        Assert.False(ending.Passed);
        Assert.Equal(code, ending.Problem?.Code);
        // Without a sentence of the task's own, the runner must have sent one.
        Assert.True(ending.Problem is not null || ending.ErrorsReceived > 0);
    }

    [Fact]
    public void A_crash_is_told_with_exit_code_and_last_line()
    {
        var ending = Pass with { ExitCode = 139, LastLine = "libtorch: bad address" };

        Assert.Equal(
            "The runner ended without a verdict (exit code 139, it crashed in native code); its last line: libtorch: bad address. Build with -v:detailed to see all of its output.",
            ending.Problem?.Text);
    }
}
