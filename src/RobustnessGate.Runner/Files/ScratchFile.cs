using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Files;

/// <summary>A file of rows of equal length that lives as long as this object: written front to back, then read anywhere by any number of
/// threads.</summary>
internal sealed class ScratchFile : IDisposable
{
    private readonly FileStream _file;
    private readonly int _rowBytes;

    /// <summary>Takes over a file.</summary>
    internal ScratchFile(FileStream file, int rowBytes) => (_file, _rowBytes) = (file, rowBytes);

    /// <summary>Begins a file in <paramref name="folder"/>, or in the system's folder for such files.</summary>
    /// <exception cref="GateException">RG3003: it cannot be created there.</exception>
    public static ScratchFile Create(int rowBytes, string? folder = null)
    {
        var path = Path.Combine(folder ?? Path.GetTempPath(), $"robustness-gate-{Guid.NewGuid():N}.scratch");
        return Explained(path, () =>
        {
            var file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose | FileOptions.RandomAccess,
            });
            // Elsewhere an open file needs no name, and without one nothing is left behind by a kill.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            return new ScratchFile(file, rowBytes);
        });
    }

    /// <summary>Appends whole rows.</summary>
    /// <exception cref="GateException">RG3003: the disk is full.</exception>
    public void Append(byte[] rows) => Explained(_file.Name, () =>
    {
        RandomAccess.Write(_file.SafeFileHandle, rows, Length);
        return Length += rows.Length;
    });

    /// <summary>Reads one row into <paramref name="bytes"/>, which has its length.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(long row, Span<byte> bytes)
    {
        for (var done = 0; done < bytes.Length;)
        {
            var count = RandomAccess.Read(_file.SafeFileHandle, bytes[done..], (row * _rowBytes) + done);
            done += count > 0 ? count : throw new EndOfStreamException($"The scratch file has no row {row}.");
        }
    }

    public void Dispose() => _file.Dispose();

    private long Length { get; set; }

    private static T Explained<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var folder = Path.GetDirectoryName(path);
            var sentence = DiskFull.Explains(exception)
                ? $"The training data does not fit into the folder for temporary files '{folder}' because the disk is full; free space there, or set {Variable} to a folder on another disk."
                : $"No temporary file for the training data can be written in '{folder}' ({Reason.Of(exception)}); set {Variable} to a writable folder.";
            throw new GateException(Codes.OutputNotWritable, sentence, exception) { Setting = InputKind.TrainingData.Setting };
        }
    }

    private static string Variable => OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";
}
