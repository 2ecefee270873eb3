using RobustnessGate.Attacks;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tuning;

/// <summary>An epoch as a line, and as an entry of a document.</summary>
internal static class EpochText
{
    /// <summary>How a document says that the thresholds ended a training.</summary>
    public const string Enough = "thresholds met with a margin on the held-out examples";

    public static string Line(EpochResult epoch, int epochs, bool isBest)
    {
        var measured = FormattableString.Invariant($"held-out clean accuracy {epoch.CleanAccuracy:0.000}, robust accuracy {epoch.RobustAccuracy:0.000}{(isBest ? " (the best so far)" : "")}");
        if (epoch.Epoch == 0)
        {
            return $"before training: {measured}";
        }

        var rollBack = epoch.RolledBack ? "; the model had overfitted to the attack, and the training went back and on with a stronger one" : "";
        return FormattableString.Invariant($"epoch {epoch.Epoch} of {epochs}: loss {epoch.Loss:0.0000}, {measured}, {Duration.Text(TimeSpan.FromSeconds(epoch.Seconds))}{rollBack}");
    }

    public static EpochEntry Entry(EpochResult epoch) => new(
        epoch.Epoch,
        double.IsFinite(epoch.Loss) ? epoch.Loss : null,
        epoch.CleanAccuracy,
        epoch.RobustAccuracy,
        epoch.LearningRate,
        epoch.Passes.Forward,
        epoch.Passes.Backward,
        epoch.Seconds,
        epoch.RolledBack);

    public static EpochResult Result(EpochEntry epoch) => new(
        epoch.Epoch,
        epoch.Loss ?? double.NaN,
        epoch.CleanAccuracy,
        epoch.RobustAccuracy,
        epoch.LearningRate,
        new PassCount(epoch.ForwardPasses, epoch.BackwardPasses),
        epoch.Seconds)
    { RolledBack = epoch.RolledBack };
}
