using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Reports.Html.Pictures;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>Slices through the decision boundaries.</summary>
internal static class BoundariesSection
{
    // Beyond, a page gets heavy and nobody looks; the file has them all.
    private const int MostSlices = 48;

    public static object Of(ReportDocument report, BoundariesRecord? boundaries)
    {
        var slices = boundaries?.Slices ?? [];
        var palette = new Palette([.. slices.SelectMany(slice => slice.Classes.Cast<long>()).Where(predicted => predicted != PredictionText.NotFinite).Distinct().Order()]);
        return new Content(
            [.. slices.Take(MostSlices).Select(slice => SliceFigure.Of(slice, boundaries!, report, palette))],
            slices.Count > MostSlices ? Figures.Count(slices.Count - MostSlices) : null,
            boundaries is null && report.Boundaries is { } file ? file.Name : null);
    }

    private sealed record Content(IReadOnlyList<SliceFigure> Slices, string? LeftOut, string? MissingFile);
}
