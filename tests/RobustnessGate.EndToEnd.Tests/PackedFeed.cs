using System.Globalization;
using RobustnessGate.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>The packages of this repository, packed once for the whole test run, under a version no cache has seen.</summary>
public sealed class PackedFeed : IDisposable
{
    private readonly Lock packing = new();
    private readonly HashSet<string> packedTools = [];
    private readonly string root = Directory.CreateTempSubdirectory("robustness-gate-e2e-").FullName;

    public PackedFeed()
    {
        if (Directory.Exists(Locations.Transcripts))
        {
            Directory.Delete(Locations.Transcripts, recursive: true);
        }

        Pack("src/RobustnessGate.Tasks");
    }

    /// <summary>The version of every package in the feed.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-e2e{DateTime.UtcNow.Ticks}");

    /// <summary>The folder with the packages: the only source that generated projects restore from. What else they need is in <see cref="Locations.NuGetPackages"/>.</summary>
    public string Folder => Path.Combine(root, "feed");

    /// <summary>The packages folder of generated projects, so that nothing of the user's is read or changed.</summary>
    public string PackagesFolder => Path.Combine(root, "packages");

    /// <summary>The package of the tool for a platform; half a gigabyte is packed when a test first asks for it.</summary>
    internal string Tool(string platform)
    {
        lock (packing)
        {
            if (packedTools.Add(platform))
            {
                // What this compiles again has been analysed by the build of the tests.
                Pack("src/RobustnessGate.Runner", "-r", platform, "-p:RunAnalyzers=false");
            }
        }

        return Path.Combine(Folder, $"RobustnessGate.Runner.{platform}.{Version}.nupkg");
    }

    /// <summary>Packs the tool as <c>dotnet tool install</c> on this machine wants it.</summary>
    internal void PackTool()
    {
        Tool(Locations.Platform);
        lock (packing)
        {
            Pack("src/RobustnessGate.Runner");
        }
    }

    /// <summary>Deletes everything but the transcripts.</summary>
    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>A new folder for one generated project.</summary>
    internal string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(root, "projects", Guid.NewGuid().ToString("N")[..8], name)).FullName;

    private void Pack(string project, params string[] options)
    {
        // PackageVersion, not Version: assemblies that carry another version would all be compiled again.
        var result = DotNetCommand.Run(
            Locations.RepositoryRoot,
            new Dictionary<string, string>(),
            ["pack", project, "-o", Folder, "-c", Locations.Configuration, "-v", "q", "-p:PackageVersion=" + Version, "--artifacts-path", Locations.ArtifactsPath, .. options]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} could not be packed:\n{result.Output}");
        }
    }
}
