using System.Numerics;

namespace TorchSharp;

/// <summary>Which .NET type holds one element of each dtype.</summary>
internal static class DotNetTypes
{
    internal static Type Of(torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Byte => typeof(byte),
        torch.ScalarType.Int8 => typeof(sbyte),
        torch.ScalarType.Int16 => typeof(short),
        torch.ScalarType.Int32 => typeof(int),
        torch.ScalarType.Int64 => typeof(long),
        torch.ScalarType.Float16 => typeof(Half),
        torch.ScalarType.BFloat16 => typeof(BFloat16),
        torch.ScalarType.Float32 => typeof(float),
        torch.ScalarType.Float64 => typeof(double),
        torch.ScalarType.ComplexFloat32 => typeof((float, float)),
        torch.ScalarType.ComplexFloat64 => typeof(Complex),
        torch.ScalarType.Bool => typeof(bool),
        _ => throw new NotSupportedException($"Elements of dtype {dtype} have no .NET type."),
    };

    internal static torch.ScalarType ScalarTypeOf(Type type) =>
        Enum.GetValues<torch.ScalarType>()
            .Where(dtype => dtype is not (torch.ScalarType.QInt8 or torch.ScalarType.QUInt8 or torch.ScalarType.QInt32))
            .Cast<torch.ScalarType?>()
            .FirstOrDefault(dtype => Of(dtype!.Value) == type)
        ?? throw new NotSupportedException($"A tensor cannot hold elements of type {type.Name}.");
}
