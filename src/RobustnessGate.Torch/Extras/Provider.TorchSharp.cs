using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace RobustnessGate.Torch;

/// <summary>The published TorchSharp packages.</summary>
internal static partial class TorchProvider
{
    internal static string Name => "TorchSharp";

    /// <summary>TorchSharp gives its package's version, which has a fourth number that libtorch's has not.</summary>
    internal static string LibTorchVersion => Version.TryParse(torch.__version__, out var version) ? version.ToString(3) : torch.__version__;

    /// <summary>TorchSharp does not hand on what libtorch says about its build.</summary>
    internal static string? BuildConfiguration => null;

    internal static string? WhyUnavailable()
    {
        if (MissingSystemLibrary() is { } missing)
        {
            return missing;
        }

        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            using var probe = torch.zeros(1);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or NotSupportedException or TypeInitializationException or InvalidOperationException)
        {
            var cause = failure.InnerException ?? failure;
            return $"TorchSharp's native libraries cannot be loaded ({cause.Message.Split('\n')[0].TrimEnd('.', ' ')}): reference TorchSharp-cpu or TorchSharp-cuda-linux of TorchSharp's own version.";
        }
    }

    /// <summary>
    /// Asked of the loader before TorchSharp is: where its library is too new for the system, TorchSharp says that a package is
    /// missing, and prints a page about it to standard output.
    /// </summary>
    private static string? MissingSystemLibrary()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null);
            return null;
        }
        catch (DllNotFoundException failure)
        {
            var version = MissingVersion().Match(failure.Message);
            return version.Success
                ? $"TorchSharp's packaged native library needs a newer {(version.Groups["library"].Value == "GLIBC" ? "glibc" : "libstdc++")} than this system has ({version.Value} not found): use a newer distribution (Debian 13, Ubuntu 24.04) or a build of this tool against the system's own libtorch (TorchBinding=System)."
                : null;
        }
    }

    [GeneratedRegex(@"\b(?<library>GLIBCXX|CXXABI|GLIBC)_\d+(\.\d+)*(?=' not found)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingVersion();
}
