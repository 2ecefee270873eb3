using System.Reflection;

namespace RobustnessGate.EndToEnd.Tests;

internal static class Locations
{
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    public static string ArtifactsPath { get; } = Metadata("ArtifactsPath");

    public static string Configuration { get; } = Metadata("Configuration");

    /// <summary>The packages that this repository was restored from.</summary>
    public static string NuGetPackages { get; } = Metadata("NuGetPackages");

    /// <summary>The runtime identifier of this machine.</summary>
    public static string Platform { get; } = Metadata("Platform");

    /// <summary>The built stub runner's assembly.</summary>
    public static string StubRunner { get; } = Metadata("StubRunner");

    /// <summary>Where every command of the last test run is written down, with its output.</summary>
    public static string Transcripts { get; } = Path.Combine(ArtifactsPath, "e2e-transcripts");

    private static string Metadata(string key) =>
        typeof(Locations).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
