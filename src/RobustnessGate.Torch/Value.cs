using System.Text;

namespace TorchSharp;

/// <summary>An argument of an operator: anything that converts to it can be passed to <see cref="Aten"/>.</summary>
internal readonly struct Value
{
    private Value(ValueTag tag, long first = 0, long second = 0, object? reference = null)
    {
        Tag = tag;
        First = first;
        Second = second;
        Reference = reference;
    }

    /// <summary>No value: a missing tensor or an optional argument left open.</summary>
    internal static Value None => default;

    internal ValueTag Tag { get; }

    internal long First { get; }

    internal long Second { get; }

    /// <summary>The object a list or handle is read from, kept alive during the call.</summary>
    internal object? Reference { get; }

    /// <summary>Bytes this value needs beside its tagged form.</summary>
    internal int ExtraBytes => Reference switch
    {
        string text => Encoding.UTF8.GetByteCount(text),
        long[] integers => integers.Length * sizeof(long),
        double[] numbers => numbers.Length * sizeof(double),
        bool[] flags => flags.Length,
        torch.Tensor?[] tensors => tensors.Length * IntPtr.Size,
        Value[] children => ArgumentBlock.Size(null, children),
        _ => 0,
    };

    public static implicit operator Value(torch.Tensor? value) => value is null ? None : new(ValueTag.Tensor, reference: value);

    public static implicit operator Value(long value) => new(ValueTag.Int, value);

    public static implicit operator Value(int value) => new(ValueTag.Int, value);

    public static implicit operator Value(long? value) => value is { } number ? number : None;

    public static implicit operator Value(double value) => new(ValueTag.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Value(double? value) => value is { } number ? number : None;

    public static implicit operator Value(bool value) => new(ValueTag.Bool, value ? 1 : 0);

    public static implicit operator Value(bool? value) => value is { } flag ? flag : None;

    public static implicit operator Value(Scalar? value) => value is null ? None : value.ToValue();

    public static implicit operator Value(string? value) => value is null ? None : new(ValueTag.String, reference: value);

    public static implicit operator Value(long[]? value) => value is null ? None : new(ValueTag.IntList, reference: value);

    public static implicit operator Value(double[]? value) => value is null ? None : new(ValueTag.DoubleList, reference: value);

    public static implicit operator Value(bool[]? value) => value is null ? None : new(ValueTag.BoolList, reference: value);

    public static implicit operator Value(torch.ScalarType value) => new(ValueTag.Int, (long)value);

    public static implicit operator Value(torch.ScalarType? value) => value is { } type ? type : None;

    public static implicit operator Value(torch.Device? value) =>
        value is null ? None : new(ValueTag.Device, (long)value.type, value.index);

    public static implicit operator Value(torch.Generator? value) => value is null ? None : new(ValueTag.Generator, reference: value);

    public static implicit operator Value(torch.Tensor[] value) => new(ValueTag.TensorList, reference: value);

    internal static Value TensorList(IEnumerable<torch.Tensor> tensors) => new(ValueTag.TensorList, reference: tensors as torch.Tensor[] ?? tensors.ToArray());

    internal static Value OptionalTensorList(torch.Tensor?[] tensors) => new(ValueTag.OptionalTensorList, reference: tensors);

    internal static Value Complex(double real, double imaginary) =>
        new(ValueTag.Complex, BitConverter.DoubleToInt64Bits(real), BitConverter.DoubleToInt64Bits(imaginary));

    internal static Value List(Value[] items) => new(ValueTag.List, reference: items);

    internal static Value Tuple(Value[] items) => new(ValueTag.Tuple, reference: items);
}
