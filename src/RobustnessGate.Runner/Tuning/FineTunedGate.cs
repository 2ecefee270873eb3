using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tuning;

/// <summary>A gate that lets training continue: the verdict is that on the tuned checkpoint.</summary>
/// <param name="measuring">What measures.</param>
/// <param name="tune">What trains.</param>
internal sealed class FineTunedGate(Measuring measuring, UseCase<TuneSettings, TunedModel> tune)
{
    /// <summary>The folder, in that of the reports, with the report on the checkpoint that the training started from.</summary>
    public const string ParentFolder = "parent";

    /// <summary>Runs the gate, and the training that its settings ask for.</summary>
    /// <exception cref="GateException">There is no verdict, and the reason why.</exception>
    public ReportDocument Execute(GateSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation)
    {
        if (settings.FineTune is not { } fineTune)
        {
            return GateRun.Execute(settings, measuring, progress, log, cancellation);
        }

        TuneRun.RequirePlaces(fineTune.Tuning);
        ReportDocument? parent = null;
        if (fineTune.Mode == FineTuneMode.OnFailure)
        {
            var folder = Path.Combine(settings.Output, ParentFolder);
            parent = GateRun.Execute(settings with { Output = folder }, measuring, progress, log, cancellation);
            if (parent.Failures.All(failure => Codes.Find(failure.Code).ExitCode != ExitCode.ThresholdCrossed))
            {
                OutputFolder.Adopt(folder, settings.Output, parent, settings.Reports, log);
                return parent;
            }

            log.Info($"{Path.GetFileName(settings.Checkpoint.Path)} does not pass: {string.Join("; ", parent.Failures.Select(failure => failure.Message))}. Training continues from it.");
        }

        var tuned = tune(fineTune.Tuning, progress, log, cancellation);
        return GateRun.Execute(settings with { Checkpoint = settings.Checkpoint with { Path = tuned.Path } }, measuring, progress, log, cancellation, tuned.Entry(parent, $"{ParentFolder}/{ReportFile.Name}"));
    }
}
