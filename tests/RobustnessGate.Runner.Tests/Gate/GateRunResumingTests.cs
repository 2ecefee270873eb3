using RobustnessGate.Attacks;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs that were stopped and go on.</summary>
public sealed class GateRunResumingTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_to_the_same_report()
    {
        await gate.Run("--batch-size", "2");
        var expected = GateSandbox.Timeless(gate.ReportPath);
        File.Delete(gate.ReportPath);

        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(gate.Settings(), GateSandbox.Here, new StoppingView(afterReports: 5), GateSandbox.Silent, CancellationToken.None));
        Assert.False(File.Exists(gate.ReportPath));
        Assert.True(File.Exists(gate.Folder.File("measurement.journal")));

        Assert.Equal(0, await gate.Run("--batch-size", "2"));

        Assert.Contains("Going on where an earlier run stopped: ", gate.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(expected, GateSandbox.Timeless(gate.ReportPath));
        Assert.Equal(["evidence.safetensors", .. GateSandbox.Views, "report.json"], gate.Files());
    }

    [Fact]
    public void A_run_that_was_stopped_between_slices_goes_on_to_the_same_bytes()
    {
        var settings = gate.Settings() with { Slices = 2 };
        GateRun.Execute(settings, GateSandbox.Here, new StoppingView(), GateSandbox.Silent, TestContext.Current.CancellationToken);
        var (report, slices) = (GateSandbox.Timeless(gate.ReportPath), File.ReadAllBytes(gate.Folder.File("boundaries.safetensors")));
        File.Delete(gate.ReportPath);
        File.Delete(gate.Folder.File("boundaries.safetensors"));

        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(settings, GateSandbox.Here, new StoppingView(afterSlices: 1), GateSandbox.Silent, CancellationToken.None));
        Assert.False(File.Exists(gate.ReportPath));
        GateRun.Execute(settings, GateSandbox.Here, new StoppingView(), GateSandbox.Silent, TestContext.Current.CancellationToken);

        Assert.Equal(report, GateSandbox.Timeless(gate.ReportPath));
        Assert.Equal(slices, File.ReadAllBytes(gate.Folder.File("boundaries.safetensors")));
    }

    [Fact]
    public void A_curve_that_was_stopped_goes_on_to_the_same_report()
    {
        var settings = gate.Settings() with { Curve = new Suite("curve", [new RayAttack()]) };
        GateRun.Execute(settings, GateSandbox.Here, new StoppingView(), GateSandbox.Silent, TestContext.Current.CancellationToken);
        var expected = GateSandbox.Timeless(gate.ReportPath);
        File.Delete(gate.ReportPath);
        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(settings, GateSandbox.Here, new StoppingView(15), GateSandbox.Silent, CancellationToken.None));
        Assert.False(File.Exists(gate.ReportPath));
        GateRun.Execute(settings, GateSandbox.Here, new StoppingView(), GateSandbox.Silent, TestContext.Current.CancellationToken);
        Assert.Equal(expected, GateSandbox.Timeless(gate.ReportPath));
    }
}
