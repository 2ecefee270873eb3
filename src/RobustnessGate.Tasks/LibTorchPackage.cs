using System.Reflection;
using System.Runtime.InteropServices;

namespace RobustnessGate.Tasks;

/// <summary>The published package of libtorch for the processor of one platform.</summary>
internal sealed record LibTorchPackage(string Platform, int Megabytes)
{
    /// <summary>All that there are.</summary>
    private static readonly LibTorchPackage[] Published = [new("linux-x64", 128), new("win-x64", 80), new("osx-arm64", 57)];

    /// <summary>The version that the runner computes with.</summary>
    public static string Version { get; } =
        typeof(LibTorchPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "LibTorchVersion").Value!;

    /// <summary>The package's id.</summary>
    public string Id => "libtorch-cpu-" + Platform;

    /// <summary>The package for the machine that builds; null where there is none, which the runner says in a sentence of its own.</summary>
    /// <param name="runtimeIdentifier">What the SDK calls the machine; null outside the SDK.</param>
    public static LibTorchPackage? For(string? runtimeIdentifier)
    {
        var platform = runtimeIdentifier is { Length: > 0 } ? runtimeIdentifier : OfThisProcess();
        return Published.FirstOrDefault(package => string.Equals(package.Platform, platform, StringComparison.Ordinal));
    }

    private static string OfThisProcess()
    {
        var system = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "win" : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
