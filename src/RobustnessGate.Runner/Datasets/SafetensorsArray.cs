using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The arrays in a <c>.safetensors</c> file.</summary>
internal static class SafetensorsArray
{
    /// <summary>Every array of the file, by name.</summary>
    /// <exception cref="InvalidDataException">The file is not well-formed.</exception>
    public static IReadOnlyDictionary<string, Func<StoredArray>> All(InputKind kind, string path)
    {
        using var file = InputFile.Open(path, kind);
        var entries = SafetensorsFile.ReadEntries(file, path);
        var start = file.Position;
        return entries.ToDictionary<SafetensorsEntry, string, Func<StoredArray>>(
            entry => entry.Name,
            entry => () => new StoredArray(path, entry.Name, TypeOf(entry.Dtype), entry.Shape, columnMajor: false, () => OpenElements(kind, path, start + entry.Begin)),
            StringComparer.Ordinal);
    }

    private static FileStream OpenElements(InputKind kind, string path, long position)
    {
        var stream = InputFile.Open(path, kind);
        stream.Position = position;
        return stream;
    }

    private static ElementType TypeOf(ScalarType type) => type switch
    {
        ScalarType.Bool => new ElementType(ElementKind.Boolean, 1),
        ScalarType.Byte => new ElementType(ElementKind.Unsigned, 1),
        ScalarType.Int8 => new ElementType(ElementKind.Signed, 1),
        ScalarType.Int16 => new ElementType(ElementKind.Signed, 2),
        ScalarType.Int32 => new ElementType(ElementKind.Signed, 4),
        ScalarType.Int64 => new ElementType(ElementKind.Signed, 8),
        ScalarType.Float16 => new ElementType(ElementKind.Float, 2),
        ScalarType.Float32 => new ElementType(ElementKind.Float, 4),
        ScalarType.Float64 => new ElementType(ElementKind.Float, 8),
        ScalarType.BFloat16 => new ElementType(ElementKind.BrainFloat, 2),
        var other => throw new InvalidDataException($"its elements are of type {other}, not numbers that the tool reads"),
    };
}
