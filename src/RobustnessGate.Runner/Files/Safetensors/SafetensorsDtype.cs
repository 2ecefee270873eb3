using static TorchSharp.torch;

namespace RobustnessGate.Runner.Files.Safetensors;

/// <summary>The names that safetensors gives to dtypes.</summary>
internal static class SafetensorsDtype
{
    private static readonly (string Name, ScalarType Dtype)[] Names =
    [
        ("F64", ScalarType.Float64),
        ("F32", ScalarType.Float32),
        ("F16", ScalarType.Float16),
        ("BF16", ScalarType.BFloat16),
        ("I64", ScalarType.Int64),
        ("I32", ScalarType.Int32),
        ("I16", ScalarType.Int16),
        ("I8", ScalarType.Int8),
        ("U8", ScalarType.Byte),
        ("BOOL", ScalarType.Bool),
        ("C64", ScalarType.ComplexFloat32),
    ];

    internal static ScalarType? Parse(string name)
    {
        var index = Array.FindIndex(Names, entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
        return index < 0 ? null : Names[index].Dtype;
    }

    internal static string NameOf(ScalarType dtype, string tensor)
    {
        var index = Array.FindIndex(Names, entry => entry.Dtype == dtype);
        return index < 0
            ? throw new NotSupportedException($"Tensor \"{tensor}\" has dtype {dtype}, for which safetensors has no name.")
            : Names[index].Name;
    }
}
