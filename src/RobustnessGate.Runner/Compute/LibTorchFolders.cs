using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Compute;

/// <summary>The folders whose libraries together are a libtorch: one for a processor's, several for CUDA's packages.</summary>
/// <param name="Paths">Their full paths.</param>
/// <param name="AreNamed">Whether <c>RobustnessLibTorch</c> names them.</param>
internal sealed record LibTorchFolders(IReadOnlyList<string> Paths, bool AreNamed)
{
    /// <summary>What separates the folders in the setting.</summary>
    public const char Separator = ';';

    /// <summary>The library that holds most of libtorch and depends on nothing that comes with CUDA.</summary>
    public const string Core = "torch_cpu";

    /// <exception cref="GateException">RG3001: a folder does not exist, or none has a libtorch.</exception>
    public static LibTorchFolders Of(string? setting)
    {
        var folders = setting is null ? BesideTheTool() : Named(setting);
        var file = Platform.FileOf(Core);
        return folders.Paths.Any(HasCore) ? folders : throw folders.Unusable(setting is null
            ? $"No libtorch is beside the tool ({file} is not in {AppContext.BaseDirectory})"
            : $"No libtorch is in '{folders}' ({file} is not there)");
    }

    public override string ToString() => string.Join(Separator, Paths);

    /// <summary>The exception for a libtorch that cannot be used.</summary>
    public GateException Unusable(string problem, Exception? innerException = null) => new(
        Codes.LibTorchMissing,
        $"{problem}; {(AreNamed ? "set" : "install the tool again, or set")} RobustnessLibTorch (--libtorch) to the folder with the libraries of libtorch {LibTorch.Version}.",
        innerException)
    {
        Setting = AreNamed ? SettingCatalog.LibTorch.ToString() : null,
    };

    private static LibTorchFolders Named(string setting)
    {
        var folders = new LibTorchFolders(
            [.. setting.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Path.GetFullPath)],
            AreNamed: true);
        return folders.Paths.FirstOrDefault(folder => !Directory.Exists(folder)) is { } missing
            ? throw folders.Unusable($"The folder '{missing}' for libtorch does not exist")
            : folders;
    }

    // The tool's own folder of it, and where .NET looks for the native libraries that came with a program.
    private static LibTorchFolders BesideTheTool() => new(
        [.. ((string?)AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(Path.Combine(AppContext.BaseDirectory, "libtorch"))
            .Where(HasCore)
            .Take(1)],
        AreNamed: false);

    private static bool HasCore(string folder) => File.Exists(Path.Combine(folder, Platform.FileOf(Core)));
}
