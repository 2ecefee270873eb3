using System.IO.Compression;

namespace RobustnessGate.Runner.Files;

/// <summary>Opens the zip archives that <c>.npz</c> files and TorchScript checkpoints are.</summary>
internal static class Archive
{
    /// <summary>The archive owns the stream.</summary>
    /// <exception cref="Messages.GateException">The archive's directory, the last part of the file, is not there.</exception>
    public static ZipArchive Open(FileStream file, string path, InputKind kind)
    {
        try
        {
            return new ZipArchive(file, ZipArchiveMode.Read);
        }
        catch (InvalidDataException exception)
        {
            throw kind.Corrupt(path, "is truncated or damaged: the archive's directory at its end is missing", exception);
        }
    }
}
