using System.Buffers.Binary;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The header of the IDX format (http://yann.lecun.com/exdb/mnist/): two zeros, the element type, the number of
/// dimensions, and their sizes.</summary>
internal sealed record IdxHeader(ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Length of the header in the file.</summary>
    public int Length => 4 + (4 * Shape.Count);

    public static bool IsMagic(ReadOnlySpan<byte> start) =>
        start.Length >= 4 && start[0] == 0 && start[1] == 0 && TypeOf(start[2]) is not null && start[3] is > 0 and < 9;

    /// <summary>Reads a header and leaves <paramref name="stream"/> at the first element.</summary>
    /// <exception cref="InvalidDataException">The bytes are not an IDX header.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within the header.</exception>
    public static IdxHeader Read(Stream stream)
    {
        var magic = new byte[4];
        stream.ReadExactly(magic);
        if (!IsMagic(magic))
            throw new InvalidDataException("it does not start as an IDX file does");

        var sizes = new byte[4 * magic[3]];
        stream.ReadExactly(sizes);
        var shape = new long[magic[3]];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(sizes.AsSpan(4 * i));

        return new IdxHeader(TypeOf(magic[2])!.Value, shape);
    }

    private static ElementType? TypeOf(byte code) => code switch
    {
        0x08 => new ElementType(ElementKind.Unsigned, 1),
        0x09 => new ElementType(ElementKind.Signed, 1),
        0x0B => new ElementType(ElementKind.Signed, 2, BigEndian: true),
        0x0C => new ElementType(ElementKind.Signed, 4, BigEndian: true),
        0x0D => new ElementType(ElementKind.Float, 4, BigEndian: true),
        0x0E => new ElementType(ElementKind.Float, 8, BigEndian: true),
        _ => null,
    };
}
