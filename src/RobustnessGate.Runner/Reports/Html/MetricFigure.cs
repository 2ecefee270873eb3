using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>A share, and where it lies on a line from 0 to 100.</summary>
internal sealed record MetricFigure(string Name, string? Value, string? Interval, string? Base, string? At, string? Low, string? Width, string? Limit)
{
    /// <param name="name">What it is called.</param>
    /// <param name="share">The share; null where it was not measured.</param>
    /// <param name="limit">The threshold it is held to; null for none.</param>
    public static MetricFigure Of(string name, ProportionEntry? share, double? limit) => share is null
        ? new MetricFigure(name, null, null, null, null, null, null, null)
        : new MetricFigure(
            name,
            Share.Text(share.Value),
            $"{Share.Text(share.Low)} to {Share.Text(share.High)}",
            $"{Figures.Count(share.Count)} of {Figures.Count(share.Of)}",
            share.Value is { } value ? Figures.Place(100 * value) : null,
            Figures.Place(100 * share.Low),
            Figures.Place(100 * (share.High - share.Low)),
            limit is { } threshold ? Figures.Place(100 * threshold) : null);
}
