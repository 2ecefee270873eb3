using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Journals;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Snapshots;

namespace RobustnessGate.Runner.Gate;

/// <summary>The use case: have it measured, judge, write.</summary>
internal static class GateRun
{
    /// <summary>Runs the gate and leaves the report in the output folder.</summary>
    /// <param name="settings">What is measured, how, and what it is judged by.</param>
    /// <param name="measuring">What measures.</param>
    /// <param name="progress">Shows how far it is.</param>
    /// <param name="log">What there is to say on the way.</param>
    /// <param name="cancellation">Stops it between passes.</param>
    /// <param name="tuning">The training that made the checkpoint, for the report; null where there was none.</param>
    /// <exception cref="GateException">There is no verdict, and the reason why.</exception>
    public static ReportDocument Execute(
        GateSettings settings, Measuring measuring, IProgressView progress, MessageLog log, CancellationToken cancellation, TuningEntry? tuning = null)
    {
        // Before hours of work, not after them.
        OutputFolder.RequireWritable(settings.Output, OutputPlace.Folder);
        InputFile.RequireFile(settings.Checkpoint.Path, InputKind.Checkpoint);
        var (classNames, featureNames) = (NameList.ReadIfGiven(settings.ClassNames, InputKind.ClassNames), NameList.ReadIfGiven(settings.FeatureNames, InputKind.FeatureNames));
        Baseline? baseline;
        ReportDocument measured;
        using (var measurement = measuring(settings, progress, log, cancellation))
        {
            baseline = Baseline.Find(settings, MeasuredEntry.Of(measurement.Identity));
            measured = FindRecorded(settings, measurement.Identity, log) ?? measurement.Measure();
        }

        classNames?.RequireForClasses(MeasuredReport.Classes(measured), "the report");
        var report = Verdicts.Judged(measured with { Comparison = baseline?.Compare(measured) }, settings)
            with
        { Tuning = tuning, Classes = classNames?.Names, Features = featureNames?.Names };
        cancellation.ThrowIfCancellationRequested();
        if (ReportViews.ShowInputs(settings.Reports))
        {
            LibTorch.Load(settings.Compute.LibTorch);
        }

        OutputFolder.Write(settings.Output, report, settings.Reports, log);
        MeasurementJournal.Remove(settings.Output);
        baseline?.Settle(report, log);
        return report;
    }

    private static ReportDocument? FindRecorded(GateSettings settings, MeasurementIdentity identity, MessageLog log)
    {
        var recorded = settings.Reuse ? Recorded.Find(settings.Output, identity.Fingerprint()) : null;
        if (recorded is not null)
        {
            log.Info("Nothing that the measurement depends on has changed: the recorded one is judged again.");
        }

        return recorded;
    }
}
