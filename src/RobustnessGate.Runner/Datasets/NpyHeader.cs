using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The header of numpy's <c>.npy</c> format, versions 1 to 3
/// (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).</summary>
internal sealed record NpyHeader(ElementType Type, bool ColumnMajor, IReadOnlyList<long> Shape)
{
    private static readonly Regex _type = Pattern(@"'descr'\s*:\s*'([<>|=]?)([A-Za-z]\d*)");
    private static readonly Regex _order = Pattern(@"'fortran_order'\s*:\s*(True|False)");
    private static readonly Regex _shape = Pattern(@"'shape'\s*:\s*\(([^()]*)\)");

    // numpy writes a hundred bytes and by default refuses to read more than this.
    private const int MaximumLength = 10_000;

    public static bool IsMagic(ReadOnlySpan<byte> start) => start.Length > 6 && start[0] == 0x93 && start[1..6].SequenceEqual("NUMPY"u8);

    /// <summary>Reads a header and leaves <paramref name="stream"/> at the first element.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a header, or one of a type that cannot hold inputs or labels.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within the header.</exception>
    public static NpyHeader Read(Stream stream)
    {
        Span<byte> start = stackalloc byte[8];
        stream.ReadExactly(start);
        if (!IsMagic(start))
            throw new InvalidDataException("it does not start as a .npy array does");
        if (start[6] is < 1 or > 3)
            throw new InvalidDataException($"its .npy format version {start[6]} is not one of 1, 2 and 3");

        Span<byte> lengthBytes = stackalloc byte[4];
        lengthBytes.Clear();
        stream.ReadExactly(start[6] == 1 ? lengthBytes[..2] : lengthBytes);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaximumLength)
            throw new InvalidDataException($"its .npy header claims {length} bytes");

        var text = new byte[length];
        stream.ReadExactly(text);
        return Parse(Encoding.UTF8.GetString(text));
    }

    private static NpyHeader Parse(string text)
    {
        var order = _order.Match(text);
        var shape = _shape.Match(text);
        if (!order.Success || !shape.Success)
            throw new InvalidDataException("its .npy header has no order or shape");

        return new NpyHeader(ParseType(text), order.Groups[1].ValueSpan is "True", ParseShape(shape.Groups[1].Value));
    }

    private static ElementType ParseType(string text)
    {
        var match = _type.Match(text);
        var bigEndian = match.Groups[1].ValueSpan is ">";
        return match.Groups[2].Value switch
        {
            "b1" => new ElementType(ElementKind.Boolean, 1),
            "u1" or "u2" or "u4" or "u8" => new ElementType(ElementKind.Unsigned, Size(match), bigEndian),
            "i1" or "i2" or "i4" or "i8" => new ElementType(ElementKind.Signed, Size(match), bigEndian),
            "f2" or "f4" or "f8" => new ElementType(ElementKind.Float, Size(match), bigEndian),
            "" => throw new InvalidDataException("its .npy header has no simple element type"),
            var other => throw new InvalidDataException($"its element type '{other}' is not a number; convert it with astype('float32') or astype('int64')"),
        };
    }

    private static int Size(Match match) => match.Groups[2].ValueSpan[1] - '0';

    private static long[] ParseShape(string text)
    {
        var sizes = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var shape = new long[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (!long.TryParse(sizes[i].TrimEnd('L'), NumberStyles.None, CultureInfo.InvariantCulture, out shape[i]))
                throw new InvalidDataException($"its .npy header has the size '{sizes[i]}'");
        }

        return shape;
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
