using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>The training that made the checkpoint.</summary>
internal static class TuningSection
{
    public static object Of(ReportDocument report) => new Content(report.Tuning is { } tuning ? Shown(tuning) : null);

    private static Training Shown(TuningEntry tuning) => new(
        tuning.Method,
        AttackFigure.OptionsText(tuning.Settings),
        tuning.Parent.Name,
        tuning.ParentReport,
        Share.Text(tuning.ParentCleanAccuracy),
        Share.Text(tuning.ParentRobustAccuracy),
        Figures.Count(tuning.BestEpoch),
        tuning.End,
        Figures.Count(tuning.Cost.ForwardPasses),
        Figures.Count(tuning.Cost.BackwardPasses),
        Figures.Seconds(tuning.Cost.Seconds),
        [.. tuning.Curve.Select(epoch => RowOf(epoch, tuning.BestEpoch))]);

    private static Row RowOf(EpochEntry epoch, int best) => new(
        Figures.Count(epoch.Epoch),
        epoch.Loss is { } loss ? Figures.Number(loss) : null,
        Share.Text(epoch.CleanAccuracy),
        Share.Text(epoch.RobustAccuracy),
        Figures.Number(epoch.LearningRate),
        Figures.Seconds(epoch.Seconds),
        epoch.RolledBack,
        epoch.Epoch == best);

    private sealed record Content(Training? Tuning);

    private sealed record Training(
        string Method,
        string Options,
        string Parent,
        string? ParentReport,
        string ParentCleanAccuracy,
        string ParentRobustAccuracy,
        string BestEpoch,
        string End,
        string Forward,
        string Backward,
        string Seconds,
        IReadOnlyList<Row> Epochs);

    private sealed record Row(
        string Epoch, string? Loss, string CleanAccuracy, string RobustAccuracy, string LearningRate, string Seconds, bool RolledBack, bool IsBest);
}
