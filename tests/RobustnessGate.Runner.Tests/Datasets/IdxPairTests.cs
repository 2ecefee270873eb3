using System.Buffers.Binary;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class IdxPairTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("t10k-images-idx3-ubyte.gz")]
    [InlineData("t10k-labels-idx1-ubyte")]
    public void A_pair_is_found_from_its_folder_and_from_either_file(string name)
    {
        _folder.Write("t10k-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(3)));
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(3));

        using var source = DatasetSource.Open(InputKind.Dataset, _folder.File(name));

        Assert.Equal("IDX", source.Format);
        Assert.Equal([1, 2, 2], source.ExampleShape);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], Stored.Floats(source.Inputs));
        Assert.Equal([0, 1, 2], Stored.Integers(source.Labels));
        Assert.Equal("t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte", string.Join(' ', source.Files.Select(Path.GetFileName)));
    }

    [Fact]
    public void The_test_set_is_preferred_to_the_training_set()
    {
        WritePair("train", 4);
        WritePair("t10k", 2);

        using var source = DatasetSource.Open(InputKind.Dataset, _folder.Path);

        Assert.Equal(2, source.Inputs.Count);
    }

    [Fact]
    public void A_plain_file_is_preferred_to_its_gzipped_twin()
    {
        WritePair("t10k", 2);
        _folder.Write("t10k-images-idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(2)));

        using var source = DatasetSource.Open(InputKind.Dataset, _folder.Path);

        Assert.EndsWith("t10k-images-idx3-ubyte", source.Files[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Several_pairs_are_listed()
    {
        WritePair("a-test", 1);
        WritePair("b-test", 1);

        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, _folder.Path));

        Assert.Contains("a-test-images-idx3-ubyte, b-test-images-idx3-ubyte", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_with_a_dot_are_recognised()
    {
        _folder.Write("t10k-images.idx3-ubyte", IdxBytes.Images(1));
        _folder.Write("t10k-labels.idx1-ubyte", IdxBytes.Labels(1));

        using var source = DatasetSource.Open(InputKind.Dataset, _folder.Path);

        Assert.Equal(1, source.Inputs.Count);
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFE }, -2f)]
    [InlineData(0x0B, new byte[] { 0xFF, 0xFE }, -2f)]
    [InlineData(0x0C, new byte[] { 0, 0, 1, 0 }, 256f)]
    [InlineData(0x0D, new byte[] { 0x3F, 0, 0, 0 }, 0.5f)]
    [InlineData(0x0E, new byte[] { 0x3F, 0xE0, 0, 0, 0, 0, 0, 0 }, 0.5f)]
    public void Every_element_type_is_read(byte type, byte[] element, float expected)
    {
        _folder.Write("a-images-idx4-any", IdxBytes.Of(type, [1, 1, 1, 1], element));
        _folder.Write("a-labels-idx1-ubyte", IdxBytes.Labels(1));

        using var source = DatasetSource.Open(InputKind.Dataset, _folder.Path);

        Assert.Equal([expected], Stored.Floats(source.Inputs));
        Assert.Equal([1, 1, 1], source.ExampleShape);
    }

    [Fact]
    public void A_file_without_its_other_half_says_which_is_missing()
    {
        var path = _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(1));

        var message = Expect.Gate(Codes.DatasetMissing, () => DatasetSource.Open(InputKind.Dataset, path));

        Assert.Contains("'t10k-labels-idx1-ubyte[.gz]'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_idx_file_with_another_name_is_told_how_to_be_named()
    {
        var path = _folder.Write("images.bin", IdxBytes.Images(1));

        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, path));

        Assert.Contains("*-images-idx3-ubyte", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(20)]
    public void A_truncated_file_is_corrupt(int length)
    {
        _folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(3)[..length]);
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(3));

        var message = Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, _folder.Path));

        Assert.Contains("truncated", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_declares_more_than_gzip_can_hold_is_corrupt()
    {
        var images = IdxBytes.Images(3);
        BinaryPrimitives.WriteUInt32BigEndian(images.AsSpan(4), uint.MaxValue);
        _folder.Write("t10k-images-idx3-ubyte.gz", IdxBytes.Gzip(images));
        _folder.Write("t10k-labels-idx1-ubyte", IdxBytes.Labels(3));

        Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, _folder.Path));
    }

    private void WritePair(string set, uint count)
    {
        _folder.Write(set + "-images-idx3-ubyte", IdxBytes.Images(count));
        _folder.Write(set + "-labels-idx1-ubyte", IdxBytes.Labels(count));
    }
}
