using System.IO.Compression;
using System.Xml.Linq;

namespace RobustnessGate.EndToEnd.Tests;

public sealed class PackageTests(PackedFeed feed)
{
    private const string Runner = "tools/net10.0/";

    [Fact]
    public void The_package_carries_its_targets_its_task_and_a_whole_runner()
    {
        using var package = Open();

        var files = package.Entries.Select(entry => entry.FullName).ToList();

        Assert.Superset(
            new HashSet<string>
            {
                "build/RobustnessGate.props",
                "build/RobustnessGate.targets",
                "build/libtorch.proj",
                "buildMultiTargeting/RobustnessGate.props",
                "buildMultiTargeting/RobustnessGate.targets",
                "tasks/netstandard2.0/RobustnessGate.Tasks.dll",
                Runner + "RobustnessGate.Attacks.dll",
                Runner + "RobustnessGate.Runner.deps.json",
                Runner + "RobustnessGate.Runner.dll",
                Runner + "RobustnessGate.Runner.runtimeconfig.json",
            },
            files.ToHashSet());
        // Transitive build files would gate every project that references a gated one.
        Assert.DoesNotContain(files, file => file.StartsWith("buildTransitive/", StringComparison.Ordinal) || file.StartsWith("lib/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_has_TorchSharps_library_for_each_platform_and_no_libtorch()
    {
        using var package = Open();

        var native = package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith(Runner, StringComparison.Ordinal) && file.LastIndexOf('/') >= Runner.Length);

        Assert.Equal(
            [
                Runner + "runtimes/linux-x64/native/libLibTorchSharp.so",
                Runner + "runtimes/osx-arm64/native/libLibTorchSharp.dylib",
                Runner + "runtimes/win-x64/native/LibTorchSharp.dll",
            ],
            native.Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(PathOfPackage).Length, 0, 10_000_000);
    }

    [Fact]
    public void The_task_is_alone_in_MSBuilds_process()
    {
        using var package = Open();

        Assert.Single(package.Entries, entry => entry.FullName.StartsWith("tasks/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_package_is_for_development_and_depends_on_nothing()
    {
        using var package = Open();
        using var stream = package.Entries.Single(entry => entry.FullName == "RobustnessGate.nuspec").Open();

        var metadata = XDocument.Load(stream).Root!.Elements().Single();

        Assert.Equal("true", Element("developmentDependency")?.Value);
        Assert.Equal("MIT", Element("license")?.Value);
        Assert.Null(Element("dependencies"));

        XElement? Element(string name) => metadata.Elements().SingleOrDefault(e => e.Name.LocalName == name);
    }

    [Theory]
    [InlineData("linux-x64", "libLibTorchSharp.so", "libc10.so", "libgomp-98b21ff3.so.1", "libtorch.so", "libtorch_cpu.so")]
    [InlineData("win-x64", "LibTorchSharp.dll", "c10.dll", "libiomp5md.dll", "torch.dll", "torch_cpu.dll", "uv.dll")]
    [InlineData("osx-arm64", "libLibTorchSharp.dylib", "libc10.dylib", "libomp.dylib", "libtorch.dylib", "libtorch_cpu.dylib")]
    public void The_tool_has_a_package_for_each_platform_with_the_libtorch_of_that_alone(string platform, string library, params string[] libTorch)
    {
        // What the registry takes.
        const long MostBytes = 250_000_000;
        var path = feed.Tool(platform);
        using var package = ZipFile.OpenRead(path);
        using var build = Open();
        var folder = $"{Runner}{platform}/";
        var files = package.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith(folder, StringComparison.Ordinal)).Select(file => file[folder.Length..]).ToList();

        Assert.Equal(libTorch.Select(file => "libtorch/" + file), files.Where(file => file.Contains('/', StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            build.Entries.Select(entry => entry.FullName).Where(file => file.StartsWith(Runner, StringComparison.Ordinal)).Select(file => file[Runner.Length..])
                .Where(file => !file.Contains('/', StringComparison.Ordinal)).Append(library).Append("DotnetToolSettings.xml").Order(StringComparer.Ordinal),
            files.Where(file => !file.Contains('/', StringComparison.Ordinal) && !file.EndsWith(".pdb", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.InRange(new FileInfo(path).Length, 0, MostBytes);
    }

    [Fact]
    public void Built_for_CUDA_the_tool_brings_the_packages_of_CUDA_alone()
    {
        var evaluated = DotNetCommand.Run(
            Locations.RepositoryRoot, new Dictionary<string, string>(), "msbuild", "src/RobustnessGate.Runner", "-p:TorchDevice=cuda", "-getItem:PackageReference");

        Assert.True(evaluated.ExitCode == 0, evaluated.Output);
        Assert.Contains("\"TorchSharp-cuda-linux\"", evaluated.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"libtorch-cpu-", evaluated.Output, StringComparison.Ordinal);
    }

    private string PathOfPackage => Path.Combine(feed.Folder, $"RobustnessGate.{feed.Version}.nupkg");

    private ZipArchive Open() => ZipFile.OpenRead(PathOfPackage);
}
