using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using RobustnessGate.Runner.Messages;
using TorchSharp;

namespace RobustnessGate.Runner.Compute;

/// <summary>
/// Loads libtorch's libraries by their full paths. Afterwards the system finds them by their names, so that TorchSharp's library takes these
/// and no others.
/// </summary>
internal sealed partial class LibTorchLoader
{
    /// <summary>Each after those it needs. A libtorch without CUDA has not all of them.</summary>
    private static readonly string[] Names = ["c10", "c10_cuda", LibTorchFolders.Core, "torch_cuda", "torch"];

    private readonly LibTorchFolders folders;

    private LibTorchLoader(LibTorchFolders folders) => this.folders = folders;

    /// <exception cref="GateException">RG3001: a library does not load, or is of another version.</exception>
    public static void Load(LibTorchFolders folders) => new LibTorchLoader(folders).Load();

    private void Load()
    {
        var places = JoinedFolders.Join(folders.Paths);
        foreach (var name in Names)
        {
            if (places.Select(place => Path.Combine(place, Platform.FileOf(name))).FirstOrDefault(File.Exists) is not { } file)
            {
                continue;
            }

            var described = $"'{Platform.FileOf(name)}' in '{folders}'";
            var library = Loaded(described, () => NativeLibrary.Load(file));
            if (string.Equals(name, LibTorchFolders.Core, StringComparison.Ordinal))
            {
                RequireVersion(described, library);
            }
        }

        Loaded("TorchSharp's own library", () => NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, searchPath: null));
    }

    private IntPtr Loaded(string described, Func<IntPtr> load)
    {
        try
        {
            return load();
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Unloadable(described, e);
        }
    }

    // Before TorchSharp's library is bound to it: with another version, what that calls is not there, or something else.
    private void RequireVersion(string described, IntPtr library)
    {
        if (!NativeLibrary.TryGetExport(library, "aoti_torch_abi_version", out var address))
        {
            throw folders.Unusable($"{described} does not tell its version, so it is older than the libtorch that TorchSharp {LibTorch.TorchSharpVersion} is built for");
        }

        var packed = Marshal.GetDelegateForFunctionPointer<AbiVersion>(address)();
        var version = new Version((int)(packed >> 56), (int)(packed >> 48 & 0xff), (int)(packed >> 40 & 0xff));
        if (version != LibTorch.Version)
        {
            throw folders.Unusable($"{described} is of libtorch {version}, but TorchSharp {LibTorch.TorchSharpVersion} is built for {LibTorch.Version}");
        }
    }

    private GateException Unloadable(string described, Exception failure)
    {
        if (MissingVersion().Match(failure.Message) is { Success: true } version)
        {
            var name = version.Groups["library"].Value == "GLIBC" ? "glibc" : "libstdc++";
            return new GateException(
                Codes.LibTorchMissing,
                $"libtorch needs a newer {name} than this system has ({version.Value} not found); use Debian 12, Ubuntu 22.04, RHEL 9 or newer.",
                failure);
        }

        // The last line is the system's own.
        return folders.Unusable($"{described} cannot be loaded ({failure.Message.TrimEnd().Split('\n')[^1].TrimEnd('.')})", failure);
    }

    [GeneratedRegex(@"\b(?<library>GLIBCXX|CXXABI|GLIBC)_\d+(\.\d+)*(?=' not found)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MissingVersion();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate ulong AbiVersion();
}
