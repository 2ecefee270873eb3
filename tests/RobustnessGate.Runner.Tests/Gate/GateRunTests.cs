using NJsonSchema;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs of the whole tool on a real checkpoint and real data.</summary>
public sealed class GateRunTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task A_crossed_threshold_fails_and_leaves_a_report_that_fits_its_schema()
    {
        Assert.Equal(2, await gate.Run("--robust-accuracy-min", "1"));
        Assert.Matches(@"^robustness-gate: error RG1001: robust accuracy 0\.[0-9]+ is below RobustAccuracyMin 1 \([0-9]+ of 24 examples robust; weakest point: (FGSM|PGD) broke [0-9]+\)\. Report: .*report\.html\n$", gate.Error.ToString());
        Assert.Contains("verdict: fail", gate.Output.ToString(), StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(gate.ReportPath)));
        Assert.Equal(["evidence.safetensors", .. GateSandbox.Views, "report.json"], gate.Files());
    }

    [Fact]
    public async Task A_met_threshold_passes()
    {
        Assert.Equal(0, await gate.Run("--clean-accuracy-min", "0.5"));
        Assert.Empty(gate.Error.ToString());
        Assert.Equal("pass", ReportFile.Read(gate.ReportPath).Verdict);
    }

    [Fact]
    public async Task The_numbers_add_up()
    {
        await gate.Run();
        var report = ReportFile.Read(gate.ReportPath);
        Assert.Equal(24, report.Examples.Count);
        Assert.Equal(report.Metrics.RobustAccuracy!.Count, report.Examples.Count(example => example.Outcome == OutcomeText.Robust));
        Assert.Equal(report.Metrics.AttackSuccessRate!.Count, report.Examples.Count(example => example.Outcome == OutcomeText.Broken));
        Assert.Equal(report.Metrics.AttackSuccessRate.Count, report.Attacks.Sum(attack => attack.Broken));
        Assert.All(report.Examples.Where(example => example.Outcome == OutcomeText.Broken), example => Assert.InRange(example.Distance!.Value, 0, report.ThreatModel.Epsilon + 1e-6));
        var survivors = report.Examples.Count(example => example.Survives8bit == true);
        Assert.Equal(report.Metrics.CleanAccuracy!.Count - survivors, report.Metrics.RobustAccuracy8bit!.Count);
        Assert.All(report.Examples, example => Assert.Equal(example.Outcome == OutcomeText.Broken, example.Survives8bit is not null));
        Assert.True(report.Cost.ForwardPasses > report.Attacks.Sum(attack => attack.ForwardPasses));
    }

    [Fact]
    public async Task Two_runs_give_the_same_report_but_for_the_times()
    {
        await gate.Run("--batch-size", "7");
        var first = GateSandbox.Timeless(gate.ReportPath);
        await gate.Run("--batch-size", "7");
        Assert.Equal(first, GateSandbox.Timeless(gate.ReportPath));
    }

    [Fact]
    public async Task The_curve_agrees_with_the_verdict_and_its_successes_are_stored()
    {
        var settings = gate.Settings() with { Curve = new Suite("curve", [new RayAttack()]) };
        var report = GateRun.Execute(settings, GateSandbox.Here, new StoppingView(), GateSandbox.Silent, TestContext.Current.CancellationToken);

        var curve = report.Curve!;
        Assert.Equal(report.Metrics.CleanAccuracy!.Value, curve.Points[0].RobustAccuracy);
        Assert.Equal(report.Metrics.RobustAccuracy!.Value, curve.Points.Single(point => point.Epsilon.Equals(8.0 / 255)).RobustAccuracy);
        var half = report.Metrics.CleanAccuracy.Value!.Value / 2;
        Assert.All(curve.Points, point => Assert.True(point.Epsilon < curve.MedianDistance ? point.RobustAccuracy >= half : point.RobustAccuracy <= half));
        Assert.Equal(("Ray", report.Metrics.CleanAccuracy.Count), (Assert.Single(curve.Attacks).Name, curve.Attacks[0].Attempted));
        using var scope = NewDisposeScope();
        var stored = EvidenceFile.Read(gate.Folder.File("curve.safetensors")).Entries;
        Assert.Equal(report.Metrics.CleanAccuracy.Count - (long)Math.Round(curve.Points[^1].RobustAccuracy * 24), stored.Count);
        Assert.Contains(stored, entry => entry.Distance > 8.0 / 255);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(gate.ReportPath)));
    }
}
