using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>An array that was loaded as a tensor.</summary>
internal sealed class TensorArray(string file, string name, Tensor tensor) : ExampleArray(file, name, TypeOf(tensor), tensor.shape)
{
    public override IEnumerable<float[]> ReadFloats(IReadOnlyList<long> rows, int chunkRows) => Read<float>(rows, chunkRows, float32);

    public override IEnumerable<long[]> ReadIntegers(IReadOnlyList<long> rows, int chunkRows) => Read<long>(rows, chunkRows, int64);

    private IEnumerable<T[]> Read<T>(IReadOnlyList<long> rows, int chunkRows, ScalarType type)
        where T : unmanaged
    {
        foreach (var chunk in rows.Chunk(chunkRows))
        {
            using var index = torch.tensor(chunk);
            using var selected = tensor.index_select(0, index);
            using var converted = selected.to(type);
            yield return converted.data<T>().ToArray();
        }
    }

    private static ElementType TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Bool => new ElementType(ElementKind.Boolean, 1),
        ScalarType.Byte => new ElementType(ElementKind.Unsigned, 1),
        ScalarType.Int8 or ScalarType.Int16 or ScalarType.Int32 or ScalarType.Int64 => new ElementType(ElementKind.Signed, (int)tensor.element_size()),
        ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64 => new ElementType(ElementKind.Float, (int)tensor.element_size()),
        var other => throw new InvalidDataException($"its elements are of type {other}, not numbers that the tool reads"),
    };
}
