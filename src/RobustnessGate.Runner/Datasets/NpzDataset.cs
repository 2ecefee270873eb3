using System.IO.Compression;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>numpy's <c>.npz</c>: a zip archive of <c>.npy</c> arrays, of which <c>x</c> holds inputs and <c>y</c> labels.</summary>
internal static class NpzDataset
{
    /// <exception cref="GateException">The archive is damaged, or has no such arrays.</exception>
    public static DatasetSource Open(InputKind kind, string path)
    {
        var file = InputFile.Open(path, kind);
        try
        {
            return InputFile.Guarded(path, kind, () => Open(kind, path, file));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static DatasetSource Open(InputKind kind, string path, FileStream file)
    {
        var archive = Archive.Open(file, path, kind);
        CheckNames(kind, path, archive);
        var inputs = NpzArray.Open(path, "x", archive, file.Length);
        return new DatasetSource(kind, "npz", [path], inputs, NpzArray.Open(path, "y", archive, file.Length), [.. inputs.Shape.Skip(1)], archive);
    }

    private static void CheckNames(InputKind kind, string path, ZipArchive archive)
    {
        var names = archive.Entries.Select(entry => entry.FullName).ToList();
        if (names.Exists(name => name.EndsWith("data.pkl", StringComparison.Ordinal)))
            throw DatasetSource.Unknown(kind, path, $"is a PyTorch file, perhaps the checkpoint; use {DatasetSource.SupportedFormats}");

        DatasetArrays.Check(kind, path, NpzArray.Names(archive));
    }
}
