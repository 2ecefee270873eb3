using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>Compares what was measured with the thresholds. What cannot be compared is crossed.</summary>
internal static class Judge
{
    /// <param name="metrics">What was measured.</param>
    /// <param name="thresholds">The limits; those that are null are not compared.</param>
    /// <param name="comparison">What changed against the baseline; needed where a drop is limited.</param>
    public static IReadOnlyList<Failure> Failures(Metrics metrics, Thresholds thresholds, ComparisonEntry? comparison)
    {
        Failure?[] failures =
        [
            thresholds.RobustAccuracyMin is { } robust ? RobustAccuracy(metrics, robust) : null,
            thresholds.AttackSuccessRateMax is { } rate ? AttackSuccessRate(metrics.AttackSuccessRate, rate) : null,
            thresholds.CleanAccuracyMin is { } clean ? CleanAccuracy(metrics.CleanAccuracy, clean) : null,
            thresholds.RobustAccuracyMaxDrop is { } drop ? Drop(comparison, drop) : null,
        ];
        return [.. failures.OfType<Failure>()];
    }

    private static Failure? RobustAccuracy(Metrics metrics, double minimum)
    {
        var measured = metrics.RobustAccuracy;
        if (measured.Value >= minimum)
        {
            return null;
        }

        var weakest = metrics.Weakest is { } point ? Invariant($"; weakest point: {point.Attack} broke {point.Broken}") : "";
        return new Failure(
            Codes.RobustAccuracyTooLow, SettingCatalog.RobustAccuracyMin, "robustAccuracy", measured.Value, minimum,
            Invariant($"robust accuracy {Share.Text(measured.Value, minimum)} is below RobustAccuracyMin {minimum} ({measured.Count} of {measured.Total} examples robust{weakest})"));
    }

    private static Failure? AttackSuccessRate(Proportion measured, double maximum)
    {
        if (measured.Value <= maximum)
        {
            return null;
        }

        var finding = measured.Value is { } rate
            ? Invariant($"attack success rate {Share.Text(rate, maximum)} is above AttackSuccessRateMax {maximum} ({measured.Count} of {measured.Total} correctly classified examples broken)")
            : Invariant($"attack success rate is undefined, so AttackSuccessRateMax {maximum} is not met (no example is classified correctly)");
        return new Failure(
            Codes.AttackSuccessRateTooHigh, SettingCatalog.AttackSuccessRateMax, "attackSuccessRate", measured.Value, maximum, finding);
    }

    private static Failure? CleanAccuracy(Proportion measured, double minimum)
    {
        if (measured.Value >= minimum)
        {
            return null;
        }

        return new Failure(
            Codes.CleanAccuracyTooLow, SettingCatalog.CleanAccuracyMin, "cleanAccuracy", measured.Value, minimum,
            Invariant($"clean accuracy {Share.Text(measured.Value, minimum)} is below CleanAccuracyMin {minimum} ({measured.Count} of {measured.Total} examples classified correctly)"));
    }

    private static Failure? Drop(ComparisonEntry? comparison, double maximum) => comparison switch
    {
        null => Unjudged(
            Codes.BaselineMissing,
            Invariant($"there is no baseline, so RobustAccuracyMaxDrop {maximum} has nothing to compare with; look at what this run measured, make it the baseline with 'robustness-gate accept', and commit that"),
            maximum),
        { Change: null } => Unjudged(
            Codes.NotComparable,
            Invariant($"this run is {ComparisonText.Sentence(comparison)}, so RobustAccuracyMaxDrop {maximum} cannot be judged; accept a new baseline"),
            maximum),
        { Change.RobustAccuracy: var change } => Drop(change, maximum),
    };

    private static Failure? Drop(ShareChangeEntry change, double maximum)
    {
        // Decimal, because 0.8 - 0.7 is more than 0.1 in binary.
        var drop = (decimal)change.Before - (decimal)change.After;
        if (drop <= (decimal)maximum)
        {
            return null;
        }

        return new Failure(
            Codes.RobustAccuracyDropped, SettingCatalog.RobustAccuracyMaxDrop, "robustAccuracyDrop", (double)drop, maximum,
            Invariant($"robust accuracy fell by {Share.Text((double)drop, maximum)} from {Share.Text(change.Before)} to {Share.Text(change.After)}, more than RobustAccuracyMaxDrop {maximum} ({ComparisonText.Counts(change)})"));
    }

    private static Failure Unjudged(Code code, string message, double maximum) =>
        new(code, SettingCatalog.RobustAccuracyMaxDrop, "robustAccuracyDrop", Value: null, maximum, message);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
