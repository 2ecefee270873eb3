using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Workers;

/// <summary>A training in a process of its own.</summary>
internal static class RemoteTuning
{
    /// <summary>What trains in workers, and leaves the tuned checkpoint with its manifest.</summary>
    /// <param name="workers">Starts them.</param>
    /// <exception cref="GateException">There is no tuned checkpoint, and the reason why.</exception>
    public static UseCase<TuneSettings, TunedModel> By(WorkerPool workers) => (settings, progress, log, cancellation) =>
    {
        var request = new WorkerRequest(WorkerJob.Tune, WorkerRequest.Write(settings.Values), settings.Checkpoint.Path, settings.Output, log.Verbosity);
        using var worker = workers.Start(request, progress, log, cancellation);
        try
        {
            return worker.WaitFor<Tuned>().Model;
        }
        catch (WorkerEndedException e)
        {
            throw e.End.Explain(settings.Checkpoint);
        }
    };
}
