using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs that keep attacks off some features.</summary>
public sealed class GateRunMaskTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task A_mask_keeps_the_attacks_off_what_it_freezes()
    {
        var shares = new float[28 * 28];
        Array.Fill(shares, 1, 0, 14 * 28);
        var mask = gate.Folder.Write("mask.npy", NpzBytes.Array("<f4", "(1, 28, 28)", MemoryMarshal.AsBytes<float>(shares).ToArray()));

        Assert.Equal(0, await gate.Run("--epsilon", "0.2", "--mask", mask));

        var report = ReportFile.Read(gate.ReportPath);
        Assert.Equal("mask.npy", report.ThreatModel.Mask!.Name);
        Assert.Contains(", masked by mask.npy;", gate.Output.ToString(), StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        var evidence = EvidenceFile.Read(gate.Folder.File("evidence.safetensors"));
        Assert.NotEmpty(evidence.Entries);
        using var data = DatasetLoader.Load(Fixture.PathOf("fashion-256.npz"), Bounds.Unit, 24, shuffle: false, seed: 0);
        foreach (var entry in evidence.Entries)
        {
            Assert.True(allclose(data.Inputs.narrow(0, entry.Index, 1), entry.Clean!, 0, 0));
            var change = (entry.Witness - entry.Clean!).abs();
            Assert.Equal(0, change.narrow(2, 14, 14).max().item<float>());
            Assert.InRange(change.max().item<float>(), 1e-3f, 0.2f + 1e-6f);
        }
    }

    [Fact]
    public async Task A_mask_of_another_shape_is_said_so()
    {
        var mask = gate.Folder.Write("mask.npy", NpzBytes.Array("<f4", "(2,)", new byte[8]));
        Assert.Equal(1, await gate.Run("--mask", mask));
        Assert.StartsWith("robustness-gate: error RG0209: The mask", gate.Error.ToString(), StringComparison.Ordinal);
    }
}
