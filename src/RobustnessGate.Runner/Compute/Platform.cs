using System.Runtime.InteropServices;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Compute;

/// <summary>The machine as native libraries see it.</summary>
internal static class Platform
{
    /// <summary>Where TorchSharp and libtorch have native libraries for.</summary>
    private static readonly string[] Supported = ["linux-x64", "osx-arm64", "win-x64"];

    /// <summary>Such as <c>linux-x64</c>; the C library is named where it is not the usual one.</summary>
    public static string RuntimeIdentifier { get; } = $"{System}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string System =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : File.Exists("/etc/alpine-release") || RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "linux-musl"
        : "linux";

    /// <summary>The file of a native library that is called <paramref name="name"/> on every platform.</summary>
    public static string FileOf(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll"
        : OperatingSystem.IsMacOS() ? $"lib{name}.dylib"
        : $"lib{name}.so";

    /// <exception cref="GateException">RG3001: there is no libtorch for the platform.</exception>
    public static void RequireSupported(string runtimeIdentifier)
    {
        if (!Supported.Contains(runtimeIdentifier, StringComparer.Ordinal))
        {
            throw new GateException(Codes.LibTorchMissing, runtimeIdentifier.StartsWith("linux-musl", StringComparison.Ordinal)
                ? "libtorch is built for glibc, and this system (Alpine or alike) has another C library, musl; use a distribution with glibc, such as Debian or Ubuntu."
                : $"There is no libtorch for {runtimeIdentifier}; the tool runs on {string.Join(", ", Supported[..^1])} and {Supported[^1]}.");
        }
    }
}
