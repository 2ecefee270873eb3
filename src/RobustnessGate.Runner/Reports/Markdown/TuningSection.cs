using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>The training that made the checkpoint.</summary>
internal static class TuningSection
{
    public static IEnumerable<Section> Of(ReportDocument report)
    {
        if (report.Tuning is not { } tuning)
            yield break;

        yield return new Section("the training", Importance.Tuning, tuning.Curve.Count, $"""
            ### Training

            {tuning.Checkpoint.Name} was tuned from {tuning.Parent.Name} by {tuning.Method}{Parent(tuning)}.

            | epoch | clean accuracy | robust accuracy | |
            |--:|--:|--:|---|
            {Markup.Concat(tuning.Curve.Select(epoch => Row(epoch, tuning.BestEpoch)))}
            """);
    }

    private static Markup Parent(TuningEntry tuning) => tuning.ParentReport is null
        ? (Markup)$""
        : $", which had clean accuracy {Share.Text(tuning.ParentCleanAccuracy)} and robust accuracy {Share.Text(tuning.ParentRobustAccuracy)}";

    private static Markup Row(EpochEntry epoch, int best) =>
        $"| {epoch.Epoch} | {Share.Text(epoch.CleanAccuracy)} | {Share.Text(epoch.RobustAccuracy)} | {(epoch.Epoch == best ? "kept" : "")} |\n";
}
