using RobustnessGate.Runner.Files.Safetensors;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Files;

/// <summary>A safetensors file of this tool's making: tensors by name, and metadata that says what they belong to.</summary>
internal sealed class TensorFile
{
    private const string VersionKey = "schemaVersion";

    private readonly string kind;
    private readonly Dictionary<string, Tensor> tensors;
    private readonly Dictionary<string, string> metadata;

    private TensorFile(string kind, Dictionary<string, Tensor> tensors, Dictionary<string, string> metadata) =>
        (this.kind, this.tensors, this.metadata) = (kind, tensors, metadata);

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="Messages.GateException">RG3003: it cannot be written.</exception>
    public static void Write(string path, string version, IReadOnlyDictionary<string, Tensor> tensors, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var versioned = new Dictionary<string, string>(metadata, StringComparer.Ordinal) { [VersionKey] = version };
        AtomicFile.Write(path, stream => SafetensorsFile.Save(stream, tensors, versioned));
    }

    /// <summary>Reads a file; its tensors belong to the current dispose scope.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="kind">What it is called in messages.</param>
    /// <param name="version">The version of its meaning.</param>
    /// <exception cref="InvalidDataException">It is damaged, or of another version.</exception>
    public static TensorFile Read(string path, string kind, string version)
    {
        var file = Load(path, kind);
        return string.Equals(file.Text(VersionKey), version, StringComparison.Ordinal)
            ? file
            : throw new InvalidDataException($"'{path}' has the {kind} schema '{file.Text(VersionKey)}', this tool reads '{version}'.");
    }

    /// <summary>The tensor of that name and type, which has rows; null where there is none of that name.</summary>
    /// <exception cref="InvalidDataException">It has another type, or no rows.</exception>
    public Tensor? Find(string name, ScalarType type) => tensors.ContainsKey(name) ? Rows(name, type) : null;

    /// <summary>The tensor of that name and type, which has rows.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public Tensor Rows(string name, ScalarType type) =>
        tensors.TryGetValue(name, out var tensor) && tensor.dtype == type && tensor.ndim > 0
            ? tensor
            : throw new InvalidDataException($"The {kind} has no {type} tensor '{name}'.");

    /// <summary>The metadata under a key.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public string Text(string key) =>
        metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"The {kind} has no metadata '{key}'.");

    private static TensorFile Load(string path, string kind)
    {
        try
        {
            return new TensorFile(kind, SafetensorsFile.Load(path), SafetensorsFile.ReadMetadata(path));
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"The header of '{path}' is not Unicode text.", exception);
        }
    }
}
