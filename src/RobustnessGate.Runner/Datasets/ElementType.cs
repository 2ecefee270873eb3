using System.Buffers.Binary;

namespace RobustnessGate.Runner.Datasets;

/// <summary>How an array's elements are stored.</summary>
internal enum ElementKind
{
    Boolean,
    Unsigned,
    Signed,
    Float,
}

/// <summary>An array's element type: kind, size in bytes and byte order.</summary>
internal readonly record struct ElementType(ElementKind Kind, int Size, bool BigEndian = false)
{
    /// <summary>Whether elements are bytes of 0 to 255, which stand for 0 to 1 in images.</summary>
    public bool IsByte => this is { Kind: ElementKind.Unsigned, Size: 1 };

    public bool IsInteger => Kind is ElementKind.Unsigned or ElementKind.Signed;

    /// <summary>numpy's name of the type, for messages.</summary>
    public override string ToString() => Kind switch
    {
        ElementKind.Boolean => "bool",
        ElementKind.Unsigned => $"uint{Size * 8}",
        ElementKind.Signed => $"int{Size * 8}",
        _ => $"float{Size * 8}",
    };

    /// <summary>Converts stored elements to float32.</summary>
    public void ToFloats(ReadOnlySpan<byte> bytes, Span<float> floats)
    {
        for (var i = 0; i < floats.Length; i++)
        {
            var element = bytes.Slice(i * Size, Size);
            floats[i] = Kind == ElementKind.Float ? ReadFloat(element) : ReadInteger(element);
        }
    }

    /// <summary>Converts stored integers to int64; larger ones become <see cref="long.MaxValue"/>, which is out of any range of labels.</summary>
    public void ToIntegers(ReadOnlySpan<byte> bytes, Span<long> integers)
    {
        for (var i = 0; i < integers.Length; i++)
            integers[i] = ReadInteger(bytes.Slice(i * Size, Size));
    }

    private float ReadFloat(ReadOnlySpan<byte> element) => (Size, BigEndian) switch
    {
        (2, false) => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
        (2, true) => (float)BinaryPrimitives.ReadHalfBigEndian(element),
        (4, false) => BinaryPrimitives.ReadSingleLittleEndian(element),
        (4, true) => BinaryPrimitives.ReadSingleBigEndian(element),
        (_, false) => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
        (_, true) => (float)BinaryPrimitives.ReadDoubleBigEndian(element),
    };

    private long ReadInteger(ReadOnlySpan<byte> element)
    {
        ulong bits = 0;
        for (var i = 0; i < Size; i++)
            bits = (bits << 8) | element[BigEndian ? i : Size - 1 - i];

        var unusedBits = 64 - (Size * 8);
        return Kind switch
        {
            ElementKind.Signed => (long)(bits << unusedBits) >> unusedBits,
            ElementKind.Boolean => bits == 0 ? 0 : 1,
            _ => (long)Math.Min(bits, long.MaxValue),
        };
    }
}
