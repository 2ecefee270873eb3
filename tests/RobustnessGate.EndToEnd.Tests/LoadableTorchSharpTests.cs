using System.IO.Compression;
using System.Text.Json;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>What <c>eng/TorchSharp.targets</c> makes of TorchSharp's native library. That it loads is what all tests of this project run on.</summary>
public sealed class LoadableTorchSharpTests(PackedFeed feed)
{
    private const byte Weak = 2;

    [Fact]
    public void The_library_differs_from_the_published_one_in_the_flag_of_one_request_alone()
    {
        var published = Published("linux-x64", "libLibTorchSharp.so");
        var flags = new ElfFile(new MemoryStream(published)).FlagsOfNeed("GLIBCXX_3.4.32");

        Assert.All([InBuildPackage("runtimes/linux-x64/native/libLibTorchSharp.so"), InTool("libLibTorchSharp.so")], shipped =>
        {
            Assert.Equal(published.Length, shipped.Length);
            Assert.Equal(flags, Assert.Single(Enumerable.Range(0, published.Length), at => published[at] != shipped[at]));
            Assert.Equal((0, Weak), (published[flags], shipped[flags]));
        });
    }

    [Theory]
    [InlineData("win-x64", "LibTorchSharp.dll")]
    [InlineData("osx-arm64", "libLibTorchSharp.dylib")]
    public void Other_platforms_get_the_published_one(string platform, string library) =>
        Assert.Equal(Published(platform, library), InBuildPackage($"runtimes/{platform}/native/{library}"));

    [Fact]
    public void A_library_of_any_other_content_is_taken_as_it_is()
    {
        var folder = feed.NewFolder("other");
        var library = Path.Combine(folder, "libLibTorchSharp.so");
        File.WriteAllText(library, "another version");
        File.WriteAllText(Path.Combine(folder, "other.proj"), $"""
            <Project>
              <Target Name="ResolvePackageAssets">
                <ItemGroup>
                  <RuntimeTargetsCopyLocalItems Include="{library}" />
                </ItemGroup>
              </Target>
              <Import Project="{Path.Combine(Locations.RepositoryRoot, "eng", "TorchSharp.targets")}" />
            </Project>
            """);

        var result = DotNetCommand.Run(folder, new Dictionary<string, string>(), "msbuild", "other.proj", "-t:ResolvePackageAssets", "-getItem:RuntimeTargetsCopyLocalItems");

        Assert.True(result.ExitCode == 0, result.Output);
        using var items = JsonDocument.Parse(result.Output);
        var taken = Assert.Single(items.RootElement.GetProperty("Items").GetProperty("RuntimeTargetsCopyLocalItems").EnumerateArray());
        Assert.Equal(library, taken.GetProperty("FullPath").GetString());
        Assert.Equal("another version", File.ReadAllText(library));
    }

    private static byte[] Published(string platform, string library) =>
        File.ReadAllBytes(Path.Combine(Locations.NuGetPackages, "torchsharp", GeneratedProject.TorchSharpVersion, "runtimes", platform, "native", library));

    private byte[] InBuildPackage(string file) => Bytes(Path.Combine(feed.Folder, $"RobustnessGate.{feed.Version}.nupkg"), "tools/net10.0/" + file);

    private byte[] InTool(string file) => Bytes(feed.Tool("linux-x64"), "tools/net10.0/linux-x64/" + file);

    private static byte[] Bytes(string package, string file)
    {
        using var archive = ZipFile.OpenRead(package);
        using var stream = archive.GetEntry(file)!.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
