namespace RobustnessGate.Runner.Reports.Html.Charts;

/// <summary>Accuracies over the epochs of a training.</summary>
internal sealed record TuningChart(IReadOnlyList<int> Epochs, IReadOnlyList<double> CleanAccuracy, IReadOnlyList<double> RobustAccuracy, int BestEpoch)
{
    public static TuningChart? Of(TuningEntry? tuning) => tuning is { Curve.Count: > 0 }
        ? new TuningChart(
            [.. tuning.Curve.Select(epoch => epoch.Epoch)],
            [.. tuning.Curve.Select(epoch => epoch.CleanAccuracy)],
            [.. tuning.Curve.Select(epoch => epoch.RobustAccuracy)],
            tuning.BestEpoch)
        : null;
}
