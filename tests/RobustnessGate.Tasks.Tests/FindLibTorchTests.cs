using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks.Tests;

public sealed class FindLibTorchTests : IDisposable
{
    private const string Cpu = "libtorch-cpu-linux-x64";
    private const string Cuda = "libtorch-cuda-12.8-linux-x64-part";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_package_that_the_project_references_is_used_where_it_lies()
    {
        Restore("nuget", Cpu);

        var found = Find(Package("own", Cpu));

        Assert.Equal(FolderOf("own", Cpu), found.Folders);
        Assert.False(found.CanBeRestored);
    }

    [Fact]
    public void The_packages_of_CUDA_are_used_together_and_no_other_is()
    {
        var found = Find(Package("own", Cpu), Package("own", Cuda + "1"), Package("own", Cuda + "1"), Package("own", Cuda + "2-primary"));

        Assert.Equal($"{FolderOf("own", Cuda + "1")};{FolderOf("own", Cuda + "2-primary")}", found.Folders);
    }

    [Fact]
    public void A_package_of_another_version_or_platform_is_passed_over()
    {
        Restore("nuget", Cpu);

        var found = Find(Package("own", Cpu, "2.7.1"), Package("own", "libtorch-cpu-win-x64", platform: "win-x64"));

        Assert.Equal(FolderOf("nuget", Cpu), found.Folders);
        Assert.Equal("", found.Problem);
    }

    [Fact]
    public void CUDA_of_another_version_is_a_problem_unless_the_gate_runs_on_the_processor()
    {
        Restore("nuget", Cpu);
        var other = Package("own", Cuda + "1", "2.7.1");

        Assert.Equal(
            "The project references libtorch-cuda-12.8-linux-x64-part1 2.7.1, but the gate computes with libtorch 2.10.0; reference the TorchSharp that is built for that, set RobustnessDevice to cpu, or set RobustnessLibTorch to the folder of a libtorch 2.10.0 with CUDA.",
            Find(other).Problem);
        Assert.Equal(FolderOf("nuget", Cpu), Find(task => task.Device = " CPU ", other).Folders);
    }

    [Fact]
    public void A_package_that_is_still_being_unpacked_is_not_there()
    {
        Restore("nuget", Cpu);
        File.Delete(folder[$"nuget/{Cpu}/2.10.0/.nupkg.metadata"]);

        var found = Find();

        Assert.Equal(("", true), (found.Folders, found.CanBeRestored));
    }

    [Fact]
    public void For_a_platform_without_a_package_nothing_is_restored()
    {
        var found = Find(task => task.RuntimeIdentifier = "linux-musl-x64");

        Assert.Equal(("", false, ""), (found.Folders, found.CanBeRestored, found.Problem));
    }

    private FindLibTorch Find(params TaskItem[] files) => Find(_ => { }, files);

    private FindLibTorch Find(Action<FindLibTorch> change, params TaskItem[] files)
    {
        var task = new FindLibTorch
        {
            BuildEngine = new RecordingBuildEngine(),
            NativeFiles = files,
            PackageFolders = $"{folder["fallback"]};{folder["nuget"]}",
            RuntimeIdentifier = "linux-x64",
        };
        change(task);
        Assert.True(task.Execute());
        return task;
    }

    private void Restore(string where, string package)
    {
        folder.Write($"{where}/{package}/2.10.0/.nupkg.metadata", "{}");
        folder.Write($"{where}/{package}/2.10.0/runtimes/linux-x64/native/libtorch_cpu.so", "");
    }

    private TaskItem Package(string where, string package, string version = "2.10.0", string platform = "linux-x64") =>
        new(Path.Combine(FolderOf(where, package, platform), "libc10.so"), new Dictionary<string, string>
        {
            ["NuGetPackageId"] = package,
            ["NuGetPackageVersion"] = version,
        });

    private string FolderOf(string where, string package, string platform = "linux-x64") => folder[$"{where}/{package}/2.10.0/runtimes/{platform}/native"];
}
