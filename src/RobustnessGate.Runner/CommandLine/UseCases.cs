using RobustnessGate.Runner.Doctor;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;
using RobustnessGate.Runner.Workers;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>What the commands that run models do.</summary>
internal sealed record UseCases
{
    /// <summary>What they do for users: whatever loads a model does so in a worker.</summary>
    /// <param name="workers">Starts these.</param>
    public static UseCases InWorkers(WorkerPool workers) => Of(RemoteMeasurement.By(workers), RemoteTuning.By(workers));

    /// <summary>The same in this process.</summary>
    public static readonly UseCases InProcess = Of(
        (settings, progress, log, cancellation) => LocalMeasurement.Prepare(settings, progress, log, ModelWatch.None, cancellation),
        (settings, progress, log, cancellation) => TuneRun.Execute(settings, progress, log, cancellation));

    public required UseCase<GateSettings, ReportDocument> Measure { get; init; }

    public required UseCase<TuneSettings, TunedModel> Tune { get; init; }

    public required Func<string?, IEnumerable<Doctor.Finding>> Examine { get; init; }

    private static UseCases Of(Measuring measuring, UseCase<TuneSettings, TunedModel> tune) =>
        new() { Measure = new FineTunedGate(measuring, tune).Execute, Tune = tune, Examine = Checkup.Examine };
}
