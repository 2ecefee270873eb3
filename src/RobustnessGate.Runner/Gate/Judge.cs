using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>Compares what was measured with the thresholds. What cannot be compared is crossed.</summary>
internal static class Judge
{
    /// <param name="metrics">What was measured.</param>
    /// <param name="thresholds">The limits; those that are null are not compared.</param>
    /// <param name="baseline">Robust accuracy of the baseline; needed where a drop is limited.</param>
    public static IReadOnlyList<Failure> Failures(Metrics metrics, Thresholds thresholds, double? baseline)
    {
        Failure?[] failures =
        [
            thresholds.RobustAccuracyMin is { } robust ? RobustAccuracy(metrics, robust) : null,
            thresholds.AttackSuccessRateMax is { } rate ? AttackSuccessRate(metrics.AttackSuccessRate, rate) : null,
            thresholds.CleanAccuracyMin is { } clean ? CleanAccuracy(metrics.CleanAccuracy, clean) : null,
            thresholds.RobustAccuracyMaxDrop is { } drop ? Drop(metrics.RobustAccuracy, baseline, drop) : null,
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

    private static Failure? Drop(Proportion measured, double? baseline, double maximum)
    {
        // Decimal, because 0.8 - 0.7 is more than 0.1 in binary.
        var drop = (decimal?)baseline - (decimal?)measured.Value;
        if (drop <= (decimal)maximum)
        {
            return null;
        }

        return new Failure(
            Codes.RobustAccuracyDropped, SettingCatalog.RobustAccuracyMaxDrop, "robustAccuracyDrop", (double?)drop, maximum,
            Invariant($"robust accuracy fell by {Share.Text((double?)drop, maximum)} from {Share.Text(baseline)} to {Share.Text(measured.Value)}, more than RobustAccuracyMaxDrop {maximum} ({measured.Count} of {measured.Total} examples robust)"));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
