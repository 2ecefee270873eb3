using System.Reflection;
using RobustnessGate.Runner.Messages;
using TorchSharp;

namespace RobustnessGate.Runner.Compute;

/// <summary>The native library under TorchSharp. A process loads one, once.</summary>
internal static class LibTorch
{
    private static readonly Lock Loading = new();

    /// <summary>The version that TorchSharp is built for. TorchSharp cannot be asked before libtorch is loaded.</summary>
    public static Version Version { get; } = Version.Parse(
        typeof(LibTorch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "LibTorchVersion").Value!);

    /// <summary>TorchSharp's own version.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>Where the libtorch of this process is; null before it is loaded.</summary>
    public static LibTorchFolders? Source { get; private set; }

    /// <summary>Loads libtorch and TorchSharp's library over it, unless one is loaded.</summary>
    /// <param name="setting">The text of <c>RobustnessLibTorch</c>; null for the libtorch that came with the tool.</param>
    /// <exception cref="GateException">RG3001: there is no libtorch that TorchSharp can use.</exception>
    public static void Load(string? setting = null)
    {
        lock (Loading)
        {
            if (Source is not null)
            {
                return;
            }

            Platform.RequireSupported(Platform.RuntimeIdentifier);
            var folders = LibTorchFolders.Of(setting);
            LibTorchLoader.Load(folders);
            Source = folders;
        }
    }
}
