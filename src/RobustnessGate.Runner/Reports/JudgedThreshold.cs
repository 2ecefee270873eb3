using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Reports;

/// <summary>A threshold that is set, beside what was measured.</summary>
/// <param name="Setting">What sets it.</param>
/// <param name="Metric">What it limits, in words.</param>
/// <param name="IsMinimum">Less is worse; more is, where not.</param>
/// <param name="Limit">The limit.</param>
/// <param name="Measured">What was measured; null where nothing was, or where it is undefined.</param>
/// <param name="Share">The measured share; null where it is none.</param>
/// <param name="Failure">How it is crossed; null where it is not.</param>
internal sealed record JudgedThreshold(
    Setting Setting, string Metric, bool IsMinimum, double Limit, double? Measured, ProportionEntry? Share, FailureEntry? Failure)
{
    /// <summary>How far the measured value is on the good side; below zero where the threshold is crossed.</summary>
    public double? Margin => IsMinimum ? Measured - Limit : Limit - Measured;

    /// <summary>Whether the limit lies within the interval: other examples could have been judged differently.</summary>
    public bool IsWithinInterval => Share is { } share && share.Low <= Limit && Limit <= share.High;

    /// <summary>The thresholds of a report: the crossed ones first, then by what they have to spare.</summary>
    public static IReadOnlyList<JudgedThreshold> Of(ReportDocument report)
    {
        var (metrics, limits) = (report.Metrics, report.Thresholds);
        JudgedThreshold?[] all =
        [
            OfShare(SettingCatalog.RobustAccuracyMin, "robust accuracy", isMinimum: true, limits.RobustAccuracyMin, metrics.RobustAccuracy),
            OfShare(SettingCatalog.AttackSuccessRateMax, "attack success rate", isMinimum: false, limits.AttackSuccessRateMax, metrics.AttackSuccessRate),
            OfShare(SettingCatalog.CleanAccuracyMin, "clean accuracy", isMinimum: true, limits.CleanAccuracyMin, metrics.CleanAccuracy),
            limits.RobustAccuracyMaxDrop is { } drop
                ? new(SettingCatalog.RobustAccuracyMaxDrop, "robust accuracy drop", IsMinimum: false, drop, limits.BaselineRobustAccuracy - metrics.RobustAccuracy?.Value, null, null)
                : null,
        ];
        return
        [
            .. all.OfType<JudgedThreshold>()
                .Select(judged => judged with { Failure = report.Failures.FirstOrDefault(failure => failure.Setting == judged.Setting.ToString()) })
                .OrderBy(judged => judged.Failure is null)
                .ThenBy(judged => judged.Margin),
        ];
    }

    private static JudgedThreshold? OfShare(Setting setting, string metric, bool isMinimum, double? limit, ProportionEntry? share) =>
        limit is { } value ? new(setting, metric, isMinimum, value, share?.Value, share, null) : null;
}
