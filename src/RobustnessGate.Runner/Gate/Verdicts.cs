using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>Gives a measured report its verdict.</summary>
internal static class Verdicts
{
    private static readonly DiagnosticEntry NothingGated = new(
        Codes.NothingGated.Id,
        "No threshold is set, so nothing is gated; set RobustAccuracyMin, AttackSuccessRateMax, CleanAccuracyMin or RobustAccuracyMaxDrop.");

    /// <param name="measured">A report whose verdict, failures and thresholds are replaced; its comparison is what a drop is judged by.</param>
    /// <param name="settings">Holds the thresholds and where they are declared.</param>
    public static ReportDocument Judged(ReportDocument measured, GateSettings settings)
    {
        var diagnostics = measured.Diagnostics.Where(diagnostic => diagnostic != NothingGated).ToList();
        if (!settings.Thresholds.Any)
        {
            diagnostics.Add(NothingGated);
        }

        var invalid = diagnostics.Exists(diagnostic => settings.Strict || Codes.Find(diagnostic.Code).ExitCode != ExitCode.Pass);
        IReadOnlyList<Failure> failures = invalid ? [] : Judge.Failures(Metrics(measured), settings.Thresholds, measured.Comparison);
        return measured with
        {
            Verdict = invalid ? VerdictText.Invalid : failures.Count > 0 ? VerdictText.Fail : VerdictText.Pass,
            Failures = [.. failures.Select(failure => Entry(failure, settings))],
            Diagnostics = diagnostics,
            Thresholds = Limits(settings, measured.Comparison?.Change?.RobustAccuracy.Before),
        };
    }

    private static Metrics Metrics(ReportDocument report)
    {
        var weakest = report.Attacks.Where(attack => attack.Broken > 0).MaxBy(attack => attack.Broken);
        return new Metrics(
            report.Metrics.CleanAccuracy?.Count ?? throw Unmeasured(),
            report.Metrics.RobustAccuracy?.Count ?? throw Unmeasured(),
            report.Metrics.Examples,
            weakest is null ? null : new WeakestPoint(weakest.Name, weakest.Broken));
    }

    // A report without numbers carries the error that explains it, and is never judged.
    private static InvalidOperationException Unmeasured() => new("A report without measurements was judged.");

    private static FailureEntry Entry(Failure failure, GateSettings settings)
    {
        var name = failure.Setting.ToString();
        return new FailureEntry(failure.Code.Id, failure.Metric, failure.Value, failure.Threshold, name, settings.DeclaredAt.GetValueOrDefault(name)?.ToString(), failure.Message);
    }

    private static ThresholdsEntry Limits(GateSettings settings, double? baseline) => new(
        settings.Thresholds.RobustAccuracyMin,
        settings.Thresholds.AttackSuccessRateMax,
        settings.Thresholds.CleanAccuracyMin,
        settings.Thresholds.RobustAccuracyMaxDrop,
        settings.Thresholds.RobustAccuracyMaxDrop is null ? null : baseline,
        settings.Strict);
}
