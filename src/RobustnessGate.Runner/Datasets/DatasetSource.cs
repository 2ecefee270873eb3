using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>An opened dataset before any example is read.</summary>
/// <param name="Kind">What messages call it, and the setting that names it.</param>
/// <param name="Format">Name of the format, for reports.</param>
/// <param name="Files">Every file it is read from; inputs first, labels last.</param>
/// <param name="Inputs">The inputs as stored.</param>
/// <param name="Labels">The labels as stored.</param>
/// <param name="ExampleShape">Shape of one input as the model gets it.</param>
/// <param name="Resource">What stays open while rows are read.</param>
internal sealed record DatasetSource(
    InputKind Kind,
    string Format,
    IReadOnlyList<string> Files,
    StoredArray Inputs,
    StoredArray Labels,
    IReadOnlyList<long> ExampleShape,
    IDisposable? Resource = null) : IDisposable
{
    /// <summary>What the tool reads, for messages.</summary>
    public const string SupportedFormats =
        "an IDX pair (*-images-idx3-ubyte[.gz] with *-labels-idx1-ubyte[.gz], or their folder), .npz or .safetensors with 'x' and 'y'";

    /// <summary>Opens a dataset whose format its content tells.</summary>
    /// <exception cref="GateException">It is missing, unreadable, or of no known format.</exception>
    public static DatasetSource Open(InputKind kind, string path)
    {
        if (Directory.Exists(path))
            return IdxPair.InFolder(kind, path);

        using var file = InputFile.Open(path, kind);
        if (file.Length == 0)
            throw kind.Corrupt(path, "is empty");

        var start = ReadStart(kind, path, file);
        if (FileSignature.IsGzip(start))
            return OpenGzip(kind, path, file);
        if (IdxHeader.IsMagic(start))
            return IdxPair.Of(kind, path);
        if (FileSignature.IsZip(start) || HasExtension(path, ".npz"))
            return NpzDataset.Open(kind, path);
        if (FileSignature.IsSafetensors(start, file.Length) || HasExtension(path, ".safetensors"))
            return SafetensorsDataset.Open(kind, path);
        if (NpyHeader.IsMagic(start))
            throw Unknown(kind, path, "is a single .npy array; save inputs and labels together with numpy.savez('test.npz', x=inputs, y=labels)");

        throw Unknown(kind, path, $"has no format that the tool reads; use {SupportedFormats}");
    }

    public static GateException Unknown(InputKind kind, string path, string what) =>
        kind.Error(Codes.DatasetUnknown, $"The {kind.Name} '{path}' {what}.");

    public void Dispose() => Resource?.Dispose();

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DatasetSource OpenGzip(InputKind kind, string path, FileStream file)
    {
        using var content = GzipFile.Unwrap(file);
        return IdxHeader.IsMagic(ReadStart(kind, path, content))
            ? IdxPair.Of(kind, path)
            : throw Unknown(kind, path, $"is a gzip file of something other than IDX; unpack it, and use {SupportedFormats}");
    }

    private static byte[] ReadStart(InputKind kind, string path, Stream stream) => InputFile.Guarded(path, kind, () =>
    {
        var start = new byte[16];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 ? start[..length] : throw new EndOfStreamException();
    });
}
