using NJsonSchema;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs that measure slices through decision boundaries.</summary>
public sealed class GateRunSliceTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task Slices_that_are_asked_for_are_stored_and_paid_for()
    {
        await gate.Run("--slices", "0");
        var without = ReportFile.Read(gate.ReportPath);
        await gate.Run("--slices", "3");
        var report = ReportFile.Read(gate.ReportPath);

        using var scope = NewDisposeScope();
        var slices = BoundariesFile.Read(gate.Folder.File("boundaries.safetensors")).Slices;
        Assert.Equal(3, slices.Select(slice => slice.Index).Distinct().Count());
        Assert.All(slices, slice => Assert.Equal(report.Examples[(int)slice.Index].Predicted, slice.Classes[15, 15]));
        Assert.True(report.Boundaries!.IsIn(gate.Folder.Path));
        Assert.Null(without.Boundaries);
        Assert.NotEqual(without.Fingerprint, report.Fingerprint);
        Assert.InRange(report.Cost.ForwardPasses - without.Cost.ForwardPasses, 3 * 961, 3 * 962);
    }

    [Fact]
    public async Task A_short_run_has_no_slices_unless_they_are_asked_for()
    {
        await gate.Run();
        Assert.Null(ReportFile.Read(gate.ReportPath).Boundaries);
    }
}
