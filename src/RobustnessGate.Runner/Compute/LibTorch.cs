using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TorchSharp;

namespace RobustnessGate.Runner.Compute;

/// <summary>The native library under TorchSharp, and whether it can be used at all.</summary>
internal static partial class LibTorch
{
    /// <summary>libtorch's version. TorchSharp gives its package's, which has a fourth number that libtorch's has not.</summary>
    public static string Version => System.Version.Parse(torch.__version__).ToString(3);

    /// <summary>TorchSharp's own version.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>One sentence that says what is missing and what to install; null where libtorch can be used.</summary>
    public static string? WhyUnavailable()
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
                ? $"TorchSharp's native library needs a newer {(version.Groups["library"].Value == "GLIBC" ? "glibc" : "libstdc++")} than this system has ({version.Value} not found): use a newer distribution (Debian 12, Ubuntu 22.04, RHEL 9)."
                : null;
        }
    }

    [GeneratedRegex(@"\b(?<library>GLIBCXX|CXXABI|GLIBC)_\d+(\.\d+)*(?=' not found)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingVersion();
}
