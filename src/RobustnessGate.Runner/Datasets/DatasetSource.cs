using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>An opened dataset before any example is read.</summary>
/// <param name="Format">Name of the format, for reports.</param>
/// <param name="Files">Every file it is read from; inputs first, labels last.</param>
/// <param name="Inputs">The inputs as stored.</param>
/// <param name="Labels">The labels as stored.</param>
/// <param name="ExampleShape">Shape of one input as the model gets it.</param>
/// <param name="Resource">What stays open while rows are read.</param>
internal sealed record DatasetSource(
    string Format,
    IReadOnlyList<string> Files,
    ExampleArray Inputs,
    ExampleArray Labels,
    IReadOnlyList<long> ExampleShape,
    IDisposable? Resource = null) : IDisposable
{
    /// <summary>What the tool reads, for messages.</summary>
    public const string SupportedFormats =
        "an IDX pair (*-images-idx3-ubyte[.gz] with *-labels-idx1-ubyte[.gz], or their folder), .npz or .safetensors with 'x' and 'y'";

    /// <summary>Opens a dataset whose format its content tells.</summary>
    /// <exception cref="GateException">It is missing, unreadable, or of no known format.</exception>
    public static DatasetSource Open(string path)
    {
        if (Directory.Exists(path))
            return IdxPair.InFolder(path);

        using var file = InputFile.Open(path, InputKind.Dataset);
        if (file.Length == 0)
            throw InputKind.Dataset.Corrupt(path, "is empty");

        var start = ReadStart(path, file);
        if (FileSignature.IsGzip(start))
            return OpenGzip(path, file);
        if (IdxHeader.IsMagic(start))
            return IdxPair.Of(path);
        if (FileSignature.IsZip(start) || HasExtension(path, ".npz"))
            return NpzDataset.Open(path);
        if (FileSignature.IsSafetensors(start, file.Length) || HasExtension(path, ".safetensors"))
            return SafetensorsDataset.Open(path);
        if (NpyHeader.IsMagic(start))
            throw Unknown(path, "is a single .npy array; save inputs and labels together with numpy.savez('test.npz', x=inputs, y=labels)");

        throw Unknown(path, $"has no format that the tool reads; use {SupportedFormats}");
    }

    public static GateException Unknown(string path, string what) =>
        InputKind.Dataset.Error(Codes.DatasetUnknown, $"The dataset '{path}' {what}.");

    public void Dispose() => Resource?.Dispose();

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static DatasetSource OpenGzip(string path, FileStream file)
    {
        using var content = GzipFile.Unwrap(file);
        return IdxHeader.IsMagic(ReadStart(path, content))
            ? IdxPair.Of(path)
            : throw Unknown(path, $"is a gzip file of something other than IDX; unpack it, and use {SupportedFormats}");
    }

    private static byte[] ReadStart(string path, Stream stream) => InputFile.Guarded(path, InputKind.Dataset, () =>
    {
        var start = new byte[16];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return length > 0 ? start[..length] : throw new EndOfStreamException();
    });
}
