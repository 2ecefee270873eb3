using System.Numerics;

namespace TorchSharp;

/// <summary>A number without a tensor around it. It holds nothing native; Dispose is there for TorchSharp's sake.</summary>
public sealed class Scalar : IDisposable
{
    private readonly long integer;
    private readonly Complex number;

    private Scalar(torch.ScalarType type, long integer)
    {
        Type = type;
        this.integer = integer;
        number = integer;
    }

    private Scalar(torch.ScalarType type, Complex number)
    {
        Type = type;
        integer = type is torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64 ? 0 : (long)number.Real;
        this.number = number;
    }

    public torch.ScalarType Type { get; }

    internal long Integer => integer;

    internal Complex Number => number;

    public static implicit operator Scalar(byte value) => new(torch.ScalarType.Byte, value);

    public static implicit operator Scalar(sbyte value) => new(torch.ScalarType.Int8, value);

    public static implicit operator Scalar(short value) => new(torch.ScalarType.Int16, value);

    public static implicit operator Scalar(int value) => new(torch.ScalarType.Int32, value);

    public static implicit operator Scalar(long value) => new(torch.ScalarType.Int64, value);

    public static implicit operator Scalar(Half value) => new(torch.ScalarType.Float16, (double)value);

    public static implicit operator Scalar(BFloat16 value) => new(torch.ScalarType.BFloat16, (float)value);

    public static implicit operator Scalar(float value) => new(torch.ScalarType.Float32, value);

    public static implicit operator Scalar(double value) => new(torch.ScalarType.Float64, value);

    public static implicit operator Scalar(bool value) => new(torch.ScalarType.Bool, value ? 1L : 0L);

    public static implicit operator Scalar((float, float) value) => new(torch.ScalarType.ComplexFloat32, new Complex(value.Item1, value.Item2));

    public static implicit operator Scalar(Complex value) => new(torch.ScalarType.ComplexFloat64, value);

    public void Dispose()
    {
    }

    internal static Scalar From(in NativeValue value) => value.Tag switch
    {
        ValueTag.Int => value.First,
        ValueTag.Double => value.FirstDouble,
        ValueTag.Bool => value.First != 0,
        ValueTag.Complex => new Complex(value.FirstDouble, value.SecondDouble),
        _ => throw new InvalidOperationException($"libtorch returned a {value.Tag} where a number was expected."),
    };

    internal Value ToValue() => Type switch
    {
        torch.ScalarType.Bool => (Value)(integer != 0),
        torch.ScalarType.ComplexFloat32 or torch.ScalarType.ComplexFloat64 => Value.Complex(number.Real, number.Imaginary),
        _ when torch.is_integral(Type) => (Value)integer,
        _ => (Value)number.Real,
    };
}
