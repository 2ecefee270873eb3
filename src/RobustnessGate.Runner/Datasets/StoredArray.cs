namespace RobustnessGate.Runner.Datasets;

/// <summary>An array in a file or archive entry: a run of elements behind a header, read front to back.</summary>
/// <param name="file">The file it is in.</param>
/// <param name="name">Its name in a file of several arrays.</param>
/// <param name="type">Element type.</param>
/// <param name="shape">Sizes of the dimensions.</param>
/// <param name="columnMajor">Whether the first index varies fastest (Fortran order).</param>
/// <param name="open">Opens a stream that stands at the first element.</param>
internal sealed class StoredArray(
    string file, string? name, ElementType type, IReadOnlyList<long> shape, bool columnMajor, Func<Stream> open)
    : ExampleArray(file, name, type, shape)
{
    // No deflate stream expands by more (RFC 1951: 258 bytes from two bits).
    private const long DeflateMaximumRatio = 1032;

    /// <summary>The most bytes that <paramref name="compressed"/> bytes of deflate can expand to.</summary>
    public static long MostDeflated(long compressed) => (compressed * DeflateMaximumRatio) + DeflateMaximumRatio;

    /// <summary>Holds a header against the file, before anything is allocated by what it declares.</summary>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Declared shape.</param>
    /// <param name="mostBytes">The most bytes that the file can hold for this array.</param>
    /// <exception cref="EndOfStreamException">The header declares more.</exception>
    public static void CheckSize(ElementType type, IReadOnlyList<long> shape, long mostBytes)
    {
        if (Product([.. shape, type.Size]) > mostBytes)
            throw new EndOfStreamException();
    }

    public override IEnumerable<float[]> ReadFloats(IReadOnlyList<long> rows, int chunkRows) => Read<float>(rows, chunkRows, Type.ToFloats);

    public override IEnumerable<long[]> ReadIntegers(IReadOnlyList<long> rows, int chunkRows) => Read<long>(rows, chunkRows, Type.ToIntegers);

    private delegate void Conversion<T>(ReadOnlySpan<byte> bytes, Span<T> values);

    private IEnumerable<T[]> Read<T>(IReadOnlyList<long> rows, int chunkRows, Conversion<T> convert)
    {
        using var stream = columnMajor ? OpenRowMajor() : open();
        var rowBytes = checked((int)(RowLength * Type.Size));
        long at = 0;
        for (var start = 0; start < rows.Count; start += chunkRows)
        {
            var count = Math.Min(chunkRows, rows.Count - start);
            var bytes = new byte[checked(count * rowBytes)];
            for (var i = 0; i < count; i++)
            {
                Skip(stream, (rows[start + i] - at) * rowBytes);
                stream.ReadExactly(bytes, i * rowBytes, rowBytes);
                at = rows[start + i] + 1;
            }

            var values = new T[count * RowLength];
            convert(bytes, values);
            yield return values;
        }
    }

    private static void Skip(Stream stream, long count)
    {
        if (stream.CanSeek)
        {
            stream.Seek(count, SeekOrigin.Current);
            return;
        }

        var scratch = new byte[Math.Min(count, 81920)];
        while (count > 0)
        {
            var step = (int)Math.Min(count, scratch.Length);
            stream.ReadExactly(scratch, 0, step);
            count -= step;
        }
    }

    // Rows of a column-major array lie scattered over the whole of it.
    private MemoryStream OpenRowMajor()
    {
        if (Count * RowLength * Type.Size > Array.MaxLength)
            throw new InvalidDataException("column-major arrays above 2 GiB are not read; save numpy.ascontiguousarray(x) instead");

        using var stream = open();
        var stored = new byte[Count * RowLength * Type.Size];
        stream.ReadExactly(stored);

        var rowMajor = new byte[stored.Length];
        var index = new long[Shape.Count];
        for (var source = 0; source < stored.Length; source += Type.Size)
        {
            long target = 0;
            for (var dimension = 0; dimension < index.Length; dimension++)
                target = (target * Shape[dimension]) + index[dimension];
            stored.AsSpan(source, Type.Size).CopyTo(rowMajor.AsSpan((int)target * Type.Size));

            for (var dimension = 0; dimension < index.Length && ++index[dimension] == Shape[dimension]; dimension++)
                index[dimension] = 0;
        }

        return new MemoryStream(rowMajor, writable: false);
    }
}
