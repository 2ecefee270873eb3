using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Reports.Html.Pictures;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>A slice as a drawing, in hundredths of epsilon.</summary>
/// <param name="Picture">The classes and confidences, a point each.</param>
/// <param name="Left">Where the picture begins.</param>
/// <param name="Top">Where it begins, downwards.</param>
/// <param name="Width">How wide it is.</param>
/// <param name="Height">How high it is.</param>
/// <param name="Index">The example.</param>
/// <param name="Is">Its class.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Witness">Where its witness lies; null where it has none.</param>
/// <param name="Shares">How much of the slice is taken for which class.</param>
internal sealed record SliceFigure(
    Markup Picture,
    string Left,
    string Top,
    string Width,
    string Height,
    string Index,
    string? Is,
    string? Outcome,
    string? Witness,
    IReadOnlyList<SliceFigure.Region> Shares)
{
    private const double Scale = 100;

    public static SliceFigure Of(BoundarySlice slice, BoundariesRecord boundaries, ReportDocument report, Palette palette)
    {
        var example = report.Examples.FirstOrDefault(each => each.Index == slice.Index);
        var (left, width) = Extent(boundaries.X);
        var (bottom, height) = Extent(boundaries.Y);
        return new SliceFigure(
            Draw(slice, palette).DataUri,
            Figures.Place(left),
            Figures.Place(-(bottom + height)),
            Figures.Place(width),
            Figures.Place(height),
            Figures.Exact(slice.Index),
            example is null ? null : ClassName.Of(example.Label, report.Classes),
            example?.Outcome,
            example?.Distance is { } distance ? Figures.Place(Scale * distance / report.ThreatModel.Epsilon) : null,
            [.. Regions(slice, report, palette)]);
    }

    // A point of the picture is centred on its position.
    private static (double Start, double Length) Extent(IReadOnlyList<double> positions)
    {
        var step = positions.Count > 1 ? (positions[^1] - positions[0]) / (positions.Count - 1) : 1;
        return (Scale * (positions[0] - (step / 2)), Scale * step * positions.Count);
    }

    /// <summary>Rows of a picture go down, those of a slice up.</summary>
    private static Picture Draw(BoundarySlice slice, Palette palette)
    {
        var (height, width) = (slice.Classes.GetLength(0), slice.Classes.GetLength(1));
        var samples =
            from row in Enumerable.Range(0, height).Reverse()
            from column in Enumerable.Range(0, width)
            from sample in palette.Shade(slice.Classes[row, column], slice.Confidences[row, column])
            select sample;
        return new Picture(width, height, 3, [.. samples]);
    }

    private static IEnumerable<Region> Regions(BoundarySlice slice, ReportDocument report, Palette palette) => slice.Classes.Cast<long>()
        .GroupBy(predicted => predicted)
        .OrderByDescending(group => group.Count())
        .ThenBy(group => group.Key)
        .Select(group => new Region(
            PredictionText.Of(group.Key, report.Classes), palette.Hex(group.Key), Figures.Percent((double)group.Count() / slice.Classes.Length)));

    /// <summary>What of a slice is taken for a class.</summary>
    internal sealed record Region(string Name, string Colour, string Share);
}
