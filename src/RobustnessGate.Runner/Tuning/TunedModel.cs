using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tuning;

/// <summary>A tuned checkpoint.</summary>
/// <param name="Path">The file.</param>
/// <param name="Manifest">What is known of it.</param>
internal sealed record TunedModel(string Path, TunedManifestDocument Manifest)
{
    /// <summary>What a report says of it.</summary>
    /// <param name="parent">The report on the checkpoint that the training started from; null where that was not measured.</param>
    /// <param name="parentReport">The path of that report, from the new one's folder.</param>
    public TuningEntry Entry(ReportDocument? parent, string parentReport) => new(
        Manifest.Checkpoint,
        Manifest.Request.Parent,
        parent is null ? null : parentReport,
        parent?.Metrics.CleanAccuracy?.Value,
        parent?.Metrics.RobustAccuracy?.Value,
        Manifest.Request.Method,
        Manifest.Request.Settings,
        Manifest.Curve,
        Manifest.BestEpoch,
        Manifest.End,
        Manifest.Cost);
}
