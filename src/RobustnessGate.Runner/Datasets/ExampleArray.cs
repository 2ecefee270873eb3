namespace RobustnessGate.Runner.Datasets;

/// <summary>An array of a dataset whose first dimension counts examples; rows are read when asked for.</summary>
/// <param name="file">The file it is in.</param>
/// <param name="name">Its name in a file of several arrays; null where the file is the array.</param>
/// <param name="type">Element type.</param>
/// <param name="shape">Sizes of the dimensions, at least one.</param>
internal abstract class ExampleArray(string file, string? name, ElementType type, IReadOnlyList<long> shape)
{
    public string File { get; } = file;

    /// <summary>What messages call it: <c>'x' in 'test.npz'</c>.</summary>
    public string Title { get; } = name is null ? $"'{file}'" : $"'{name}' in '{file}'";

    public ElementType Type { get; } = type;

    public IReadOnlyList<long> Shape { get; } = shape;

    public long Count => Shape[0];

    /// <summary>Elements of one example.</summary>
    /// <exception cref="InvalidDataException">The shape's product does not fit 64 bits.</exception>
    public long RowLength { get; } = Product(shape.Skip(1));

    /// <summary>Reads rows, converted to float32 as they are stored.</summary>
    /// <param name="rows">Row numbers, ascending.</param>
    /// <param name="chunkRows">Most rows handed out at once.</param>
    /// <returns>Row-major values of as many rows as fit a chunk, in the order of <paramref name="rows"/>.</returns>
    public abstract IEnumerable<float[]> ReadFloats(IReadOnlyList<long> rows, int chunkRows);

    /// <summary>Reads rows, converted to int64.</summary>
    /// <inheritdoc cref="ReadFloats"/>
    public abstract IEnumerable<long[]> ReadIntegers(IReadOnlyList<long> rows, int chunkRows);

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
}
