using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Datasets;

public sealed class DatasetSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_named_with_the_setting_to_correct()
    {
        var message = Expect.Gate(Codes.DatasetMissing, () => DatasetSource.Open(InputKind.Dataset, _folder.File("absent.npz")));

        Assert.Contains("absent.npz", message, StringComparison.Ordinal);
        Assert.Contains("RobustnessDataset", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_format_lists_those_that_are_read()
    {
        var path = _folder.Write("data.csv", "a,b\n1,2\n"u8.ToArray());

        var message = Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, path));

        Assert.Contains(DatasetSource.SupportedFormats, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_a_dataset_lists_what_is_read() => Expect.Gate(Codes.DatasetUnknown, () => DatasetSource.Open(InputKind.Dataset, _folder.Path));

    [Theory]
    [InlineData("data.npz")]
    [InlineData("t10k-images-idx3-ubyte")]
    [InlineData("data.safetensors")]
    public void An_empty_file_is_corrupt(string name)
    {
        var path = _folder.Write(name, []);

        Assert.Contains("is empty", Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, path)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.npz")]
    [InlineData("data.npz.gz")]
    public void A_file_that_is_not_what_its_first_bytes_say_is_corrupt(string name)
    {
        byte[] content = name.EndsWith(".gz", StringComparison.Ordinal) ? [0x1F, 0x8B, 8, 0, 1, 2, 3] : [.. "PK\u0003\u0004 not a zip"u8];

        Expect.Gate(Codes.DatasetCorrupt, () => DatasetSource.Open(InputKind.Dataset, _folder.Write(name, content)));
    }
}
