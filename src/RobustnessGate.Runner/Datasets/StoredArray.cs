namespace RobustnessGate.Runner.Datasets;

/// <summary>An array of a dataset whose first dimension counts examples: a run of elements behind a header of a file or archive entry, read
/// front to back when asked for.</summary>
/// <param name="file">The file it is in.</param>
/// <param name="name">Its name in a file of several arrays; null where the file is the array.</param>
/// <param name="type">Element type.</param>
/// <param name="shape">Sizes of the dimensions.</param>
/// <param name="columnMajor">Whether the first index varies fastest (Fortran order).</param>
/// <param name="open">Opens a stream that stands at the first element.</param>
internal sealed class StoredArray(
    string file, string? name, ElementType type, IReadOnlyList<long> shape, bool columnMajor, Func<Stream> open)
{
    // No deflate stream expands by more (RFC 1951: 258 bytes from two bits).
    private const long DeflateMaximumRatio = 1032;

    public string File { get; } = file;

    /// <summary>What messages call it: <c>'x' in 'test.npz'</c>.</summary>
    public string Title { get; } = name is null ? $"'{file}'" : $"'{name}' in '{file}'";

    public ElementType Type { get; } = type;

    public IReadOnlyList<long> Shape { get; } = shape;

    public long Count => Shape[0];

    /// <summary>Elements of one example.</summary>
    /// <exception cref="InvalidDataException">The shape's product does not fit 64 bits.</exception>
    public long RowLength { get; } = Product(shape.Skip(1));

    /// <summary>Bytes of one example.</summary>
    /// <exception cref="OverflowException">More than an array can have.</exception>
    public int RowBytes => checked((int)(RowLength * Type.Size));

    /// <summary>The shape as messages print it: <c>256×1×28×28</c>.</summary>
    public string ShapeText => string.Join('×', Shape);

    /// <summary>The number of elements in a shape.</summary>
    /// <exception cref="InvalidDataException">It does not fit 64 bits.</exception>
    public static long Product(IEnumerable<long> shape)
    {
        try
        {
            return shape.Aggregate(1L, (product, size) => checked(product * size));
        }
        catch (OverflowException exception)
        {
            throw new InvalidDataException("its header declares more elements than can exist", exception);
        }
    }

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

    /// <summary>Reads rows as they are stored, row-major.</summary>
    /// <param name="rows">Row numbers, ascending.</param>
    /// <param name="chunkRows">Most rows handed out at once.</param>
    /// <returns>The elements of as many rows as fit a chunk, in the order of <paramref name="rows"/>.</returns>
    public IEnumerable<byte[]> ReadRows(IReadOnlyList<long> rows, int chunkRows)
    {
        using var stream = columnMajor ? OpenRowMajor() : open();
        long at = 0;
        for (var start = 0; start < rows.Count; start += chunkRows)
        {
            var count = Math.Min(chunkRows, rows.Count - start);
            var bytes = new byte[checked(count * RowBytes)];
            for (var i = 0; i < count; i++)
            {
                Skip(stream, (rows[start + i] - at) * RowBytes);
                stream.ReadExactly(bytes, i * RowBytes, RowBytes);
                at = rows[start + i] + 1;
            }

            yield return bytes;
        }
    }

    /// <summary>Reads rows, converted to float32.</summary>
    /// <inheritdoc cref="ReadRows"/>
    public IEnumerable<float[]> ReadFloats(IReadOnlyList<long> rows, int chunkRows) => ReadRows(rows, chunkRows).Select(Type.ToFloats);

    /// <summary>Reads rows, converted to int64.</summary>
    /// <inheritdoc cref="ReadRows"/>
    public IEnumerable<long[]> ReadIntegers(IReadOnlyList<long> rows, int chunkRows) => ReadRows(rows, chunkRows).Select(Type.ToIntegers);

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
