using NJsonSchema;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs beside a committed snapshot.</summary>
public sealed class GateRunBaselineTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task Two_runs_leave_the_same_snapshot_to_the_byte_and_the_accepted_one_is_the_baseline()
    {
        var (verified, received) = (gate.Folder.File("App.robustness.verified.json"), gate.Folder.File("App.robustness.received.json"));
        string[] limited = ["--robust-accuracy-max-drop", "0", "--baseline", verified];

        Assert.Equal(1, await gate.Run(limited));
        Assert.Contains("error RG0301: there is no baseline, so RobustAccuracyMaxDrop 0 has nothing to compare with", gate.Error.ToString(), StringComparison.Ordinal);
        var first = File.ReadAllBytes(received);
        File.Delete(received);
        Assert.Equal(1, await gate.Run(limited));
        Assert.Equal(first, File.ReadAllBytes(received));

        Assert.Equal(0, await GateTool.Run(["accept", received], new ToolConsole(gate.Output, gate.Error), UseCases.InProcess, TestContext.Current.CancellationToken));
        Assert.Equal(0, await gate.Run(limited));
        Assert.False(File.Exists(received));
        Assert.Empty(ReportFile.Read(gate.ReportPath).Comparison!.Change!.Examples);
        Assert.Equal(1, await gate.Run([.. limited, "--seed", "1"]));
        Assert.Contains("error RG0303: ", gate.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fall_against_the_baseline_names_what_broke_and_leaves_the_baseline_alone()
    {
        await gate.Run("--checkpoint", Fixture.PathOf("fashion-convnet-adversarial.pt"));
        var before = ReportFile.Read(gate.ReportPath);
        var baseline = gate.Folder.Write("baseline.json", File.ReadAllText(gate.ReportPath));

        Assert.Equal(2, await gate.Run("--robust-accuracy-max-drop", "0.01", "--baseline", baseline));

        var after = ReportFile.Read(gate.ReportPath);
        var change = after.Comparison!.Change!;
        Assert.Matches(@"error RG1004: robust accuracy fell by 0\.[0-9]+ from 0\.[0-9]+ to 0\.[0-9]+, more than RobustAccuracyMaxDrop 0\.01 \([0-9]+ examples? broke and [0-9]+ w(as|ere) repaired, (no )?more than chance explains, p [<=] 0\.[0-9]+\)\. Report: ", gate.Error.ToString());
        Assert.Equal(before.Metrics.RobustAccuracy!.Count - after.Metrics.RobustAccuracy!.Count, change.RobustAccuracy.Lost - change.RobustAccuracy.Gained);
        Assert.Equal(before.Metrics.RobustAccuracy.Value, after.Thresholds.BaselineRobustAccuracy);
        Assert.True(File.Exists(gate.Folder.File("baseline.received.json")));
        Assert.Equal(ReportFile.Text(before), File.ReadAllText(baseline));
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(gate.ReportPath)));
    }

    [Fact]
    public async Task A_missing_baseline_is_no_reason_to_train()
    {
        Assert.Equal(1, await gate.Run(
            "--robust-accuracy-max-drop", "0", "--baseline", gate.Folder.File("App.robustness.verified.json"),
            "--fine-tune", "OnFailure", "--training-data", Fixture.PathOf("fashion-256.npz")));
        Assert.Contains("error RG0301: ", gate.Error.ToString(), StringComparison.Ordinal);
        Assert.Null(ReportFile.Read(gate.ReportPath).Tuning);
        Assert.Empty(Directory.GetFiles(gate.Folder.Path, "tuned.*"));
    }
}
