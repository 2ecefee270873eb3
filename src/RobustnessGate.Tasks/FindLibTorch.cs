using Microsoft.Build.Framework;

namespace RobustnessGate.Tasks;

/// <summary>
/// Finds the libtorch for the packaged runner: that of the packages which the project references, so that no other is loaded beside it, else the
/// processor's in one of NuGet's folders. It is used where it lies and copied nowhere.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class FindLibTorch : Microsoft.Build.Utilities.Task
{
    /// <summary>The native files of the packages that the project references, with <c>NuGetPackageId</c> and <c>NuGetPackageVersion</c>.</summary>
    public ITaskItem[] NativeFiles { get; set; } = [];

    /// <summary>The folders with NuGet's packages, separated by semicolons.</summary>
    public string? PackageFolders { get; set; }

    /// <summary>What the SDK calls the machine that builds.</summary>
    public string? RuntimeIdentifier { get; set; }

    /// <summary>The text of <c>RobustnessDevice</c>.</summary>
    public string? Device { get; set; }

    /// <summary>The folders that hold libtorch, separated by semicolons; empty where none was found.</summary>
    [Output]
    public string Folders { get; private set; } = "";

    /// <summary>Whether restoring a package would provide one.</summary>
    [Output]
    public bool CanBeRestored { get; private set; }

    /// <summary>One sentence, if the libtorch that the project references cannot be used.</summary>
    [Output]
    public string Problem { get; private set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (LibTorchPackage.For(RuntimeIdentifier) is not { } package)
        {
            return true;
        }

        var referenced = Referenced(package.Platform);
        var cuda = referenced.Where(file => IsOf(file, "libtorch-cuda-")).ToList();
        if (cuda.Find(file => !IsUsable(file)) is { } other && !string.Equals(Device?.Trim(), "cpu", StringComparison.OrdinalIgnoreCase))
        {
            Problem = $"The project references {other.GetMetadata("NuGetPackageId")} {other.GetMetadata("NuGetPackageVersion")}, but the gate computes with libtorch {LibTorchPackage.Version}; reference the TorchSharp that is built for that, set RobustnessDevice to cpu, or set RobustnessLibTorch to the folder of a libtorch {LibTorchPackage.Version} with CUDA.";
            return true;
        }

        var folders = FoldersOf(cuda.Where(IsUsable)).ToList();
        if (folders.Count == 0 && (FoldersOf(referenced.Where(IsUsable)).FirstOrDefault() ?? Restored(package)) is { } folder)
        {
            folders.Add(folder);
        }

        Folders = string.Join(";", folders);
        CanBeRestored = Folders.Length == 0;
        return true;
    }

    private List<ITaskItem> Referenced(string platform)
    {
        var end = Path.Combine("runtimes", platform, "native");
        return NativeFiles.Where(file => IsOf(file, "libtorch-") && FolderOf(file).EndsWith(end, StringComparison.Ordinal)).ToList();
    }

    private static bool IsOf(ITaskItem file, string package) =>
        file.GetMetadata("NuGetPackageId").StartsWith(package, StringComparison.OrdinalIgnoreCase);

    private static bool IsUsable(ITaskItem file) =>
        string.Equals(file.GetMetadata("NuGetPackageVersion"), LibTorchPackage.Version, StringComparison.Ordinal);

    private static IEnumerable<string> FoldersOf(IEnumerable<ITaskItem> files) => files.Select(FolderOf).Distinct(StringComparer.Ordinal);

    private static string FolderOf(ITaskItem file) => Path.GetDirectoryName(file.GetMetadata("FullPath")) ?? "";

    private string? Restored(LibTorchPackage package) => (PackageFolders ?? "").Split(';')
        .Select(folder => folder.Trim())
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, package.Id, LibTorchPackage.Version))
        // Written when all else is: a package that is being unpacked is not there yet.
        .Where(folder => File.Exists(Path.Combine(folder, ".nupkg.metadata")))
        .Select(folder => Path.Combine(folder, "runtimes", package.Platform, "native"))
        .FirstOrDefault();
}
