using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Files;

public sealed class ScratchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_read_in_any_order()
    {
        using var file = ScratchFile.Create(rowBytes: 2, _folder.Path);
        file.Append([1, 2, 3, 4]);
        file.Append([5, 6]);

        Assert.Equal([5, 6], Read(file, 2));
        Assert.Equal([1, 2], Read(file, 0));
        Assert.Equal([3, 4], Read(file, 1));
    }

    [Fact]
    public void Nothing_is_left_in_the_folder()
    {
        using (var file = ScratchFile.Create(rowBytes: 1, _folder.Path))
            file.Append([1]);

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Where_open_files_need_no_name_a_killed_process_leaves_nothing_either()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes the file with the process.");
        using var file = ScratchFile.Create(rowBytes: 1, _folder.Path);
        file.Append([1]);

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_row_that_was_not_written_cannot_be_read()
    {
        using var file = ScratchFile.Create(rowBytes: 2, _folder.Path);
        file.Append([1, 2]);

        Assert.Throws<EndOfStreamException>(() => Read(file, 1));
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var message = Expect.Gate(Codes.OutputNotWritable, () => ScratchFile.Create(rowBytes: 1, _folder.File("absent")));

        Assert.Contains($"'{_folder.File("absent")}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_is_named()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");
        using var file = new ScratchFile(new FileStream("/dev/full", FileMode.Open, FileAccess.ReadWrite), rowBytes: 1);

        var message = Expect.Gate(Codes.OutputNotWritable, () => file.Append([1]));

        Assert.Contains("disk is full", message, StringComparison.Ordinal);
    }

    private static byte[] Read(ScratchFile file, long row)
    {
        var bytes = new byte[2];
        file.Read(row, bytes);
        return bytes;
    }
}
