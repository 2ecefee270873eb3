using System.Globalization;
using RobustnessGate.EndToEnd.Tests;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>The packages of this repository, packed once for the whole test run, under a version no cache has seen.</summary>
public sealed class PackedFeed : IDisposable
{
    private static readonly string[] Projects = ["src/RobustnessGate.Runner", "src/RobustnessGate.Tasks"];

    private readonly string root = Directory.CreateTempSubdirectory("robustness-gate-e2e-").FullName;

    public PackedFeed()
    {
        if (Directory.Exists(Locations.Transcripts))
        {
            Directory.Delete(Locations.Transcripts, recursive: true);
        }

        foreach (var project in Projects)
        {
            Pack(project);
        }
    }

    /// <summary>The version of every package in the feed.</summary>
    public string Version { get; } = string.Create(CultureInfo.InvariantCulture, $"0.0.0-e2e{DateTime.UtcNow.Ticks}");

    /// <summary>The folder with the packages: the only source that generated projects restore from.</summary>
    public string Folder => Path.Combine(root, "feed");

    /// <summary>The packages folder of generated projects, so that nothing of the user's is read or changed.</summary>
    public string PackagesFolder => Path.Combine(root, "packages");

    /// <summary>Deletes everything but the transcripts.</summary>
    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>A new folder for one generated project.</summary>
    internal string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(root, "projects", Guid.NewGuid().ToString("N")[..8], name)).FullName;

    private void Pack(string project)
    {
        // PackageVersion, not Version: assemblies that carry another version would all be compiled again.
        var result = DotNetCommand.Run(
            Locations.RepositoryRoot,
            new Dictionary<string, string>(),
            "pack", project, "-o", Folder, "-c", Locations.Configuration, "-v", "q", "-p:PackageVersion=" + Version, "--artifacts-path", Locations.ArtifactsPath);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{project} could not be packed:\n{result.Output}");
        }
    }
}
