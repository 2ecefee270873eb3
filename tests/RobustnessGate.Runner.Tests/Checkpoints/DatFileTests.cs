using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public sealed class DatFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_tensors_of_a_file_are_listed()
    {
        var entries = DatFile.ReadEntries(Fixture.PathOf("tiny.dat"));

        Assert.Equal(
            "fc1.weight fc1.bias norm.weight norm.bias norm.running_mean norm.running_var norm.num_batches_tracked fc2.weight fc2.bias",
            string.Join(' ', entries.Select(entry => entry.Name)));
        Assert.Equal([4, 6], entries[0].Shape);
        Assert.Equal(ScalarType.Float32, entries[0].Type);
        Assert.Equal(ScalarType.Int64, entries[6].Type);
        Assert.Empty(entries[6].Shape);
    }

    [Fact]
    public void Every_truncation_is_found()
    {
        var bytes = File.ReadAllBytes(Fixture.PathOf("tiny.dat"));

        for (var length = 1; length < bytes.Length; length++)
            Expect.Gate(Codes.CheckpointUnreadable, () => DatFile.ReadEntries(_folder.Write("half.dat", bytes[..length])));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01 })]
    [InlineData(new byte[] { 1, 0xFF, 0xFF, 0xFF, 0x7F, (byte)'a' })]
    [InlineData(new byte[] { 1, 1, (byte)'a', 99, 0, 0 })]
    [InlineData(new byte[] { 1, 1, (byte)'a', 6, 0xFF, 0x7F, 0 })]
    [InlineData(new byte[] { 1, 1, (byte)'a', 6, 2, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 1, 1, 0xFF, 6, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 2, 1, (byte)'a', 0, 0, 0, 1, (byte)'a', 0, 0, 0 })]
    [InlineData(new byte[] { 1, 1, (byte)'a', 0, 0, 0, 0 })]
    public void Lengths_that_cannot_be_are_refused_before_anything_is_allocated(byte[] content) =>
        Expect.Gate(Codes.CheckpointUnreadable, () => DatFile.ReadEntries(_folder.Write("bad.dat", content)));
}
