using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_into_a_folder_that_did_not_exist()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "report.json");

        AtomicFile.WriteText(path, "{ \"é\": 1 }");

        Assert.Equal("{ \"é\": 1 }", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_failure_while_writing_leaves_the_old_content_and_nothing_else()
    {
        var path = _folder.Write("report.json", [1]);

        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(2);
            throw new InvalidOperationException();
        }));

        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_full_disk_is_named()
    {
        const int NoSpaceLeft = 28;

        var message = Expect.Gate(Codes.OutputNotWritable, () => AtomicFile.Write(_folder.File("report.json"), _ => throw new IOException("full", NoSpaceLeft)));

        Assert.Contains("disk is full", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_folder_that_is_a_file_cannot_be_written_into()
    {
        var file = _folder.Write("out", [1]);

        var message = Expect.Gate(Codes.OutputNotWritable, () => AtomicFile.WriteText(Path.Combine(file, "report.json"), ""));

        Assert.Contains("RobustnessOutput", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_device_is_named()
    {
        if (!File.Exists("/dev/full"))
            Assert.Skip("There is no /dev/full here.");

        Expect.Gate(Codes.OutputNotWritable, () => AtomicFile.Write(_folder.File("report.json"), _ =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[100_000]);
            full.Flush();
        }));
    }
}
