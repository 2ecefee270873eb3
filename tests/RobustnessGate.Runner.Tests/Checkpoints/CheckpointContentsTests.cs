using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Checkpoints;

public sealed class CheckpointContentsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tiny.pt", nameof(CheckpointContent.TorchScript))]
    [InlineData("fashion-convnet-natural.pt", nameof(CheckpointContent.TorchScript))]
    [InlineData("tiny-state-dict.pth", nameof(CheckpointContent.Pickle))]
    [InlineData("tiny-state-dict-legacy.pth", nameof(CheckpointContent.Pickle))]
    [InlineData("tiny-whole-module.pth", nameof(CheckpointContent.Pickle))]
    [InlineData("tiny.dat", nameof(CheckpointContent.Other))]
    [InlineData("fashion-256.npz", nameof(CheckpointContent.Other))]
    public void Files_are_told_apart_by_content(string file, string expected) =>
        Assert.Equal(expected, CheckpointContents.Of(Fixture.PathOf(file)).ToString());

    [Fact]
    public void A_missing_checkpoint_is_named() =>
        Assert.Contains("RobustnessCheckpoint", Expect.Gate(Codes.CheckpointMissing, () => CheckpointContents.Of(_folder.File("absent.pt"))), StringComparison.Ordinal);

    [Fact]
    public void A_folder_is_not_a_checkpoint() => Expect.Gate(Codes.CheckpointUnreadable, () => CheckpointContents.Of(_folder.Path));

    [Fact]
    public void An_empty_checkpoint_is_unreadable() => Expect.Gate(Codes.CheckpointUnreadable, () => CheckpointContents.Of(_folder.Write("empty.pt", [])));

    [Fact]
    public void A_truncated_checkpoint_is_unreadable()
    {
        var bytes = File.ReadAllBytes(Fixture.PathOf("tiny.pt"));

        var message = Expect.Gate(Codes.CheckpointUnreadable, () => CheckpointContents.Of(_folder.Write("half.pt", bytes[..(bytes.Length / 2)])));

        Assert.Contains("half.pt' is truncated or damaged", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_weight_is_found_by_its_checksum()
    {
        var bytes = File.ReadAllBytes(Fixture.PathOf("fashion-convnet-natural.pt"));
        bytes[bytes.Length / 2] ^= 1;

        var message = Expect.Gate(Codes.CheckpointUnreadable, () => CheckpointContents.Of(_folder.Write("changed.pt", bytes)));

        Assert.Contains("checksum", message, StringComparison.Ordinal);
    }
}
