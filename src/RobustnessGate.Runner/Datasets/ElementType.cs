using System.Buffers.Binary;

namespace RobustnessGate.Runner.Datasets;

/// <summary>How an array's elements are stored.</summary>
internal enum ElementKind
{
    Boolean,
    Unsigned,
    Signed,
    Float,

    /// <summary>The upper half of a float32.</summary>
    BrainFloat,
}

/// <summary>An array's element type: kind, size in bytes and byte order.</summary>
internal readonly record struct ElementType(ElementKind Kind, int Size, bool BigEndian = false)
{
    /// <summary>Whether elements are bytes of 0 to 255, which stand for 0 to 1 in images.</summary>
    public bool IsByte => this is { Kind: ElementKind.Unsigned, Size: 1 };

    public bool IsInteger => Kind is ElementKind.Unsigned or ElementKind.Signed;

    /// <summary>Whether elements are floating-point numbers.</summary>
    public bool IsFraction => Kind is ElementKind.Float or ElementKind.BrainFloat;

    /// <summary>numpy's name of the type, for messages.</summary>
    public override string ToString() => Kind switch
    {
        ElementKind.Boolean => "bool",
        ElementKind.Unsigned => $"uint{Size * 8}",
        ElementKind.Signed => $"int{Size * 8}",
        ElementKind.BrainFloat => "bfloat16",
        _ => $"float{Size * 8}",
    };

    /// <summary>Converts stored elements to float32.</summary>
    public float[] ToFloats(byte[] bytes)
    {
        var floats = new float[bytes.Length / Size];
        for (var i = 0; i < floats.Length; i++)
        {
            var element = bytes.AsSpan(i * Size, Size);
            floats[i] = IsFraction ? ReadFloat(element) : ReadInteger(element);
        }

        return floats;
    }

    /// <summary>Converts stored elements to what models get: float32, and bytes as fractions of 255, as everywhere in PyTorch.</summary>
    public float[] ToInputs(byte[] bytes)
    {
        var inputs = ToFloats(bytes);
        if (IsByte)
        {
            foreach (ref var input in inputs.AsSpan())
                input /= byte.MaxValue;
        }

        return inputs;
    }

    /// <summary>Converts stored integers to int64; larger ones become <see cref="long.MaxValue"/>, which is out of any range of labels.</summary>
    public long[] ToIntegers(byte[] bytes)
    {
        var integers = new long[bytes.Length / Size];
        for (var i = 0; i < integers.Length; i++)
            integers[i] = ReadInteger(bytes.AsSpan(i * Size, Size));
        return integers;
    }

    private float ReadFloat(ReadOnlySpan<byte> element) => (Size, BigEndian) switch
    {
        _ when Kind == ElementKind.BrainFloat => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(element) << 16),
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
