using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>The committed snapshot that a run is compared with, and the received one that the run leaves beside it where it differs.</summary>
/// <param name="path">The committed snapshot.</param>
/// <param name="verified">What it says; null when it does not exist.</param>
/// <param name="isNeeded">The settings limit a drop against it.</param>
internal sealed class Baseline(string path, Measurement? verified, bool isNeeded)
{
    /// <summary>The baseline that the settings name; null when they name none.</summary>
    /// <param name="settings">Name the file, and say whether a drop against it is limited.</param>
    /// <param name="measured">What the run is going to measure.</param>
    /// <exception cref="GateException">The file is there but cannot be understood (RG0302) or not be looked up (RG0304), or a drop is limited and it
    /// measured something else (RG0303).</exception>
    public static Baseline? Find(GateSettings settings, MeasuredEntry measured)
    {
        if (settings.Baseline is not { } path)
        {
            return null;
        }

        var isNeeded = settings.Thresholds.RobustAccuracyMaxDrop is not null;
        var verified = Read(path);
        if (isNeeded && verified is not null && Comparability.Difference(verified.Snapshot.Measured, measured) is { } difference)
        {
            throw MeasurementRole.Baseline.Error(
                Codes.NotComparable,
                $"The baseline '{path}' measured something else ({difference}), so RobustAccuracyMaxDrop cannot be judged; accept a new baseline for the new settings, or take the change back.");
        }

        return new Baseline(path, verified, isNeeded);
    }

    /// <summary>What changed since; null when there is no baseline, or nothing was measured.</summary>
    public ComparisonEntry? Compare(ReportDocument report) =>
        verified is not null && SnapshotDocument.Of(report) is { } snapshot ? Comparison.Of(verified.File, verified.Snapshot, snapshot) : null;

    /// <summary>Leaves the run's snapshot beside the baseline where it differs, and removes one that was left by an earlier run where it does not.
    /// Without a baseline nothing is left, unless one is needed. The baseline itself is never touched.</summary>
    public void Settle(ReportDocument report, MessageLog log)
    {
        if (report.Verdict is VerdictText.Invalid || (verified is null && !isNeeded))
        {
            return;
        }

        var snapshot = SnapshotDocument.Of(report)!;
        var received = new ReceivedSnapshot(SnapshotNames.ReceivedOf(path));
        if (verified is not null && string.Equals(SnapshotFile.Text(verified.Snapshot), SnapshotFile.Text(snapshot), StringComparison.Ordinal))
        {
            received.Remove();
        }
        else if (received.Leave(snapshot, log))
        {
            log.Info($"{Finding(report.Comparison)}. Its snapshot is {received.Shown}; robustness-gate accept makes that the baseline.");
        }
    }

    private static string Finding(ComparisonEntry? comparison) => comparison is null
        ? "There is no baseline to compare this run with"
        : $"This run differs from the baseline: {ComparisonText.Sentence(comparison)}";

    private static Measurement? Read(string path)
    {
        try
        {
            return MeasurementReader.Read(path, MeasurementRole.Baseline);
        }
        catch (GateException e) when (e.Code == Codes.MeasurementMissing)
        {
            return null;
        }
    }
}
