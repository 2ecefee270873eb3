using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Finds the native shim beside the assembly, and says what is missing when it cannot be loaded.</summary>
internal static class NativeLibraryLoader
{
    private const string FileName = "libRobustnessGateTorch.so";

    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);

    /// <summary>Loads the shim and with it libtorch.</summary>
    /// <exception cref="DllNotFoundException">The shim or libtorch is missing; the message says which, and what to install.</exception>
    internal static IntPtr Load()
    {
        var candidate = Candidates().FirstOrDefault(File.Exists)
            ?? throw new DllNotFoundException(
                $"{FileName} is not beside the application in {AppContext.BaseDirectory}: build RobustnessGate.Torch on this machine, which compiles it (it needs cmake, g++ and libtorch-dev).");
        try
        {
            return NativeLibrary.Load(candidate);
        }
        catch (DllNotFoundException failure)
        {
            throw new DllNotFoundException(
                $"{candidate} cannot be loaded, because the libtorch it was built for is missing or another version ({Reason(failure)}): install libtorch-dev and libopenblas0-openmp, or rebuild RobustnessGate.Torch on this machine.",
                failure);
        }
    }

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) =>
        string.Equals(name, NativeMethods.Library, StringComparison.Ordinal) ? Load() : IntPtr.Zero;

    private static IEnumerable<string> Candidates()
    {
        string?[] folders = [AppContext.BaseDirectory, Path.GetDirectoryName(typeof(NativeLibraryLoader).Assembly.Location)];
        foreach (var folder in folders)
        {
            if (string.IsNullOrEmpty(folder))
            {
                continue;
            }

            yield return Path.Combine(folder, FileName);
            yield return Path.Combine(folder, "runtimes", "linux-x64", "native", FileName);
        }
    }

    /// <summary>The line of the runtime's long message that names the missing file.</summary>
    private static string Reason(Exception failure) =>
        failure.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(line => line.Contains(".so", StringComparison.Ordinal) && line.Contains("cannot", StringComparison.Ordinal))
            ?? failure.Message;
}
