using System.Diagnostics;
using System.Globalization;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks.Tests;

/// <summary>The task against a real process: the stub runner, which misbehaves on request.</summary>
public sealed class RunRobustnessGateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordingBuildEngine engine = new() { CoresToGrant = 3 };

    public RunRobustnessGateTests()
    {
        folder.Write("App.csproj", """
            <Project>
              <PropertyGroup>
                <RobustnessCheckpoint>model.txt</RobustnessCheckpoint>
                <RobustAccuracyMin>0.45</RobustAccuracyMin>
              </PropertyGroup>
            </Project>
            """);
        folder.Write("model.txt", "0.6");
    }

    private bool HasPassed => File.Exists(folder["out/gate.passed"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_pass_is_recorded_and_told()
    {
        Assert.True(Run());

        Assert.True(HasPassed);
        Assert.Empty(engine.Errors);
        Assert.Contains(engine.Messages, m => m.Message == "robust accuracy 0.6" && m.Importance == MessageImportance.High);
    }

    [Fact]
    public void A_crossed_threshold_is_an_error_at_its_declaration()
    {
        folder.Write("model.txt", "0.412");

        Assert.False(Run());

        var error = Assert.Single(engine.Errors);
        Assert.Equal(("RG1001", "App.csproj", 4, 5), (error.Code, error.File, error.LineNumber, error.ColumnNumber));
        Assert.Equal("robust accuracy 0.412 is below RobustAccuracyMin 0.45", error.Message);
        Assert.Equal("https://example.org/RG1001", error.HelpLink);
        Assert.Null(error.HelpKeyword);
        Assert.False(HasPassed);
    }

    [Fact]
    public void In_warn_mode_it_is_a_warning_and_no_pass_is_recorded()
    {
        folder.Write("model.txt", "0.412");

        Assert.True(Run(mode: "warn"));

        Assert.Empty(engine.Errors);
        Assert.Equal("RG1001", Assert.Single(engine.Warnings).Code);
        Assert.False(HasPassed);
    }

    [Theory]
    [InlineData("crash", "RG3005")]
    [InlineData("killed", "RG3005")]
    [InlineData("garbage", "RG3005")]
    [InlineData("no-report", "RG3008")]
    [InlineData("invalid-report", "RG3008")]
    [InlineData("truncated-report", "RG3008")]
    [InlineData("pass-with-error", "RG3001")]
    public void A_runner_that_misbehaves_fails_the_build(string behaviour, string code)
    {
        Assert.False(Run(behaviour));

        Assert.Equal(code, Assert.Single(engine.Errors).Code);
        Assert.False(HasPassed);
    }

    [Fact]
    public void Yesterdays_report_is_not_todays()
    {
        Run();
        engine.Errors.Clear();

        Assert.False(Run("no-report"));

        Assert.Equal("RG3008", Assert.Single(engine.Errors).Code);
        Assert.False(HasPassed);
    }

    [Fact]
    public void A_crash_shows_the_exception_rather_than_its_stack()
    {
        Run("crash");

        Assert.Contains("the stub fell over", Assert.Single(engine.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_looks_like_a_compilers_error_stays_text()
    {
        Assert.True(Run("fake-compiler-error"));

        Assert.Empty(engine.Errors);
        Assert.Contains(engine.Messages, m => m.Importance == MessageImportance.Low && m.Message!.Contains("CS0001", StringComparison.Ordinal));
    }

    [Fact]
    public void A_warning_without_a_place_points_at_the_checkpoint()
    {
        Assert.True(Run("warning"));

        var warning = Assert.Single(engine.Warnings);
        Assert.Equal(("RG2001", "App.csproj", 3), (warning.Code, warning.File, warning.LineNumber));
        Assert.Equal("100% of the gradients vanish | see the report", warning.Message);
    }

    [Fact]
    public void A_pass_with_warnings_is_not_recorded_so_that_the_next_build_says_them_too()
    {
        Assert.True(Run("warning"));

        Assert.False(HasPassed);
    }

    [Fact]
    public void A_pass_that_cannot_be_recorded_fails_in_one_sentence()
    {
        Directory.CreateDirectory(folder["out/gate.passed"]);

        Assert.False(Run());

        Assert.Equal("RG3003", Assert.Single(engine.Errors).Code);
    }

    [Fact]
    public void The_granted_cores_are_the_runners_threads_and_are_given_back()
    {
        Run();

        Assert.EndsWith("--cores 3", File.ReadAllText(folder["out/stub-runs.log"]).Trim(), StringComparison.Ordinal);
        Assert.Equal(0, engine.CoresHeld);
    }

    [Fact]
    public void A_runner_that_hangs_is_stopped_at_the_time_limit()
    {
        Assert.False(Run("hang", timeLimit: "00:00:03"));

        Assert.Equal("RG3006", Assert.Single(engine.Errors).Code);
        Assert.False(IsRunning(StubProcess()));
    }

    [Fact]
    public async System.Threading.Tasks.Task A_cancelled_build_stops_the_runner()
    {
        var task = NewTask("hang", "error", timeLimit: null);
        var run = System.Threading.Tasks.Task.Run(task.Execute, TestContext.Current.CancellationToken);
        while (!File.Exists(folder["out/stub.pid"]) || new FileInfo(folder["out/stub.pid"]).Length == 0)
        {
            await System.Threading.Tasks.Task.Delay(20, TestContext.Current.CancellationToken);
        }

        task.Cancel();

        Assert.False(await run);
        Assert.Equal("RG3007", Assert.Single(engine.Errors).Code);
        Assert.False(IsRunning(StubProcess()));
        Assert.False(HasPassed);
    }

    [Fact]
    public void A_runner_that_cannot_be_started_fails_the_build()
    {
        var task = NewTask("", "error", timeLimit: null);
        task.DotNet = folder["no/dotnet"];

        Assert.False(task.Execute());

        Assert.NotEmpty(engine.Errors);
        Assert.False(HasPassed);
    }

    private bool Run(string behaviour = "", string mode = "error", string? timeLimit = null) =>
        NewTask(behaviour, mode, timeLimit).Execute();

    private RunRobustnessGate NewTask(string behaviour, string mode, string? timeLimit)
    {
        var prepare = new PrepareRobustnessGate
        {
            BuildEngine = engine,
            ProjectFile = folder["App.csproj"],
            OutputDirectory = folder["out/"],
            Mode = mode,
            DotNet = "dotnet",
            NamedRunner = Locations.StubRunner,
            Settings = [Setting("RobustnessCheckpoint", "model.txt", "path"), Setting("RobustAccuracyMin", "0.45"), Setting("RobustnessOutput", folder["out/"])],
        };
        Assert.True(prepare.Execute());
        return new RunRobustnessGate
        {
            BuildEngine = engine,
            ProjectFile = folder["App.csproj"],
            OutputDirectory = folder["out/"],
            Mode = mode,
            Place = prepare.Place,
            TunedCheckpoint = prepare.TunedCheckpoint,
            TimeLimit = timeLimit,
            DotNet = "dotnet",
            NamedRunner = Locations.StubRunner,
            EnvironmentVariables = ["ROBUSTNESS_STUB=" + behaviour],
        };
    }

    private static TaskItem Setting(string name, string value, string kind = "")
    {
        var item = new TaskItem(name);
        item.SetMetadata("Value", value);
        item.SetMetadata("Kind", kind);
        return item;
    }

    private int StubProcess() => int.Parse(File.ReadAllText(folder["out/stub.pid"]), CultureInfo.InvariantCulture);

    private static bool IsRunning(int id) => Array.Exists(Process.GetProcesses(), p => p.Id == id);
}
