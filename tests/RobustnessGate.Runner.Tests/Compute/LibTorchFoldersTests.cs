using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Compute;

public sealed class LibTorchFoldersTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Unless_named_libtorch_is_where_the_tool_is()
    {
        var found = LibTorchFolders.Of(setting: null);

        Assert.StartsWith(AppContext.BaseDirectory, Assert.Single(found.Paths), StringComparison.Ordinal);
        Assert.False(found.AreNamed);
    }

    [Fact]
    public void Several_folders_together_are_one_libtorch()
    {
        var first = Directory.CreateDirectory(Path.Combine(folder.Path, "first")).FullName;
        var second = Directory.CreateDirectory(Path.Combine(folder.Path, "second")).FullName;
        File.WriteAllText(Path.Combine(second, Platform.FileOf(LibTorchFolders.Core)), "");

        Assert.Equal([first, second], LibTorchFolders.Of($"{first}; {second};").Paths);
    }

    [Fact]
    public void A_folder_that_does_not_exist_is_named()
    {
        var absent = Path.Combine(folder.Path, "absent");

        Assert.StartsWith($"The folder '{absent}' for libtorch does not exist; set RobustnessLibTorch (--libtorch) to ", Rejected(absent).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_libtorch_is_told_what_is_looked_for() =>
        Assert.StartsWith($"No libtorch is in '{folder.Path}' ({Platform.FileOf("torch_cpu")} is not there); ", Rejected(folder.Path).Message, StringComparison.Ordinal);

    private static GateException Rejected(string setting)
    {
        var rejected = Assert.Throws<GateException>(() => LibTorchFolders.Of(setting));
        Assert.Equal((Codes.LibTorchMissing, "RobustnessLibTorch"), (rejected.Code, rejected.Setting));
        return rejected;
    }
}
