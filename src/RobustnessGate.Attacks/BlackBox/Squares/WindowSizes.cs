using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The size of a window for each row. Rows at different iterations may have different sizes, so cells are listed up to the largest
/// window, smaller ones repeating their last cell.</summary>
internal sealed class WindowSizes
{
    private readonly WindowSize[] distinct;
    private readonly Tensor? choice;
    private readonly Device device;
    private readonly int cells;

    /// <summary>Takes each row's size from its iteration.</summary>
    public WindowSizes(Rows rows, Func<int, WindowSize> size)
    {
        var sizes = rows.Iterations.Select(size).ToArray();
        distinct = [.. sizes.Distinct()];
        device = rows.Clean.device;
        choice = distinct.Length == 1 ? null : Array.ConvertAll(sizes, own => (long)Array.IndexOf(distinct, own)).On(device);
        cells = distinct.Max(own => own.Area);
    }

    /// <summary>A value for each cell of the windows, [B or 1, 1, cells].</summary>
    /// <param name="values">The values of a window of a size, in row-major order.</param>
    public Tensor PerCell(Func<WindowSize, float[]> values) => Chosen(Padded(values).On(device).reshape(-1, 1, cells));

    /// <summary>Windows at random places.</summary>
    /// <param name="plane">The plane they lie in.</param>
    /// <param name="draws">Uniform numbers for row and column, [B, 2].</param>
    public Windows Place(Plane plane, Tensor draws)
    {
        var places = Chosen(distinct.SelectMany(size => new float[] { plane.Height - size.Height + 1, plane.Width - size.Width + 1 }).ToArray().On(device).reshape(-1, 2));
        var corners = minimum((draws * places).floor(), places - 1).to(ScalarType.Int64);
        var first = (corners.select(1, 0) * plane.Width + corners.select(1, 1)).reshape(-1, 1, 1);
        var offsets = Chosen(
            Padded<long>(size => [.. Enumerable.Range(0, size.Area).Select(cell => (long)(cell / size.Width * plane.Width + cell % size.Width))])
                .On(device).reshape(-1, 1, cells));
        var inside = choice is null ? null : PerCell(size => [.. Enumerable.Repeat(1f, size.Area), .. new float[cells - size.Area]]);
        return new Windows((first + offsets).expand(-1, plane.Channels, -1), inside);
    }

    private Tensor Chosen(Tensor bySize) => choice is null ? bySize : bySize.index_select(0, choice);

    private T[] Padded<T>(Func<WindowSize, T[]> values) => [.. distinct.SelectMany(size =>
    {
        var own = values(size);
        return own.Concat(Enumerable.Repeat(own[^1], cells - own.Length));
    })];
}
