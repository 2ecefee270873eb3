using CsCheck;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Datasets;

/// <summary>Whatever happens to the bytes of a dataset, it is read or refused with a message.</summary>
public sealed class DatasetFuzzTests : IDisposable
{
    private const long Iterations = 2000;

    // The fixtures hold a few hundred bytes, and deflate expands a thousandfold at most.
    private const long MostAllocated = 10_000_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_damaged_npz_is_read_or_refused() => Sample("numpy-uint8-deflated.npz", "data.npz");

    [Fact]
    public void A_damaged_stored_npz_is_read_or_refused() => Sample("numpy-float32-fortran.npz", "data.npz");

    [Fact]
    public void A_damaged_idx_file_is_read_or_refused()
    {
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(4));
        Sample(IdxBytes.Images(4), "t10k-images-idx3-ubyte");
    }

    [Fact]
    public void A_damaged_gzipped_idx_file_is_read_or_refused()
    {
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(4));
        Sample(IdxBytes.Gzip(IdxBytes.Images(4)), "t10k-images-idx3-ubyte.gz");
    }

    [Fact]
    public void A_damaged_safetensors_file_is_read_or_refused()
    {
        var path = _folder.File("data.safetensors");
        using (torch.NewDisposeScope())
        {
            using var stream = File.Create(path);
            SafetensorsFile.Save(
                stream,
                new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = torch.zeros(3, 2, dtype: float32), ["y"] = torch.zeros(3, dtype: int64) },
                new Dictionary<string, string>(StringComparer.Ordinal));
        }

        Sample(File.ReadAllBytes(path), "data.safetensors");
    }

    private void Sample(string fixture, string name) => Sample(File.ReadAllBytes(Fixture.PathOf(fixture)), name);

    private void Sample(byte[] valid, string name) => Damage.Of(valid).Sample(
        damaged =>
        {
            var path = _folder.Write(name, damaged);
            var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using var dataset = DatasetLoader.Load(path, Bounds.Unit, samples: null, shuffle: false, seed: 0);
            }
            catch (GateException exception)
            {
                Assert.NotEmpty(exception.Message);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, 0, MostAllocated);
        },
        iter: Iterations,
        threads: 1);
}
