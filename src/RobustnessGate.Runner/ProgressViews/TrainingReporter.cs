using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>Says how far a training is.</summary>
internal sealed class TrainingReporter(IProgress<WorkProgress> reports) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => reports.Report(new WorkProgress(
        value.Done,
        FormattableString.Invariant($"epoch {value.Epoch} of {value.Epochs}, step {value.Step} of {value.Steps}"),
        FormattableString.Invariant($"loss {value.Loss:0.0000}, learning rate {value.LearningRate:0.0e+0}, {Left(value)} left")));

    private static string Left(TrainingProgress value) => value.Done > 0
        ? Duration.Text(TimeSpan.FromSeconds(value.Seconds * (1 - value.Done) / value.Done))
        : "some time";
}

/// <summary>Times as a person says them.</summary>
internal static class Duration
{
    public static string Text(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => FormattableString.Invariant($"{time.TotalSeconds:0} s"),
        { TotalHours: < 1 } => FormattableString.Invariant($"{time.TotalMinutes:0} min"),
        _ => FormattableString.Invariant($"{(int)time.TotalHours} h {time.Minutes} min"),
    };
}
