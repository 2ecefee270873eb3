using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Workers;

/// <summary>A training in a process of its own.</summary>
internal static class RemoteTuning
{
    /// <summary>Trains, and leaves the tuned checkpoint with its manifest.</summary>
    /// <exception cref="GateException">There is no tuned checkpoint, and the reason why.</exception>
    public static TunedModel Execute(TuneSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation)
    {
        var request = new WorkerRequest(WorkerJob.Tune, WorkerRequest.Write(settings.Values), settings.Checkpoint.Path, settings.Output, log.Verbosity);
        using var worker = WorkerProcess.Start(request, progress, log, cancellation);
        try
        {
            return worker.WaitFor<Tuned>().Model;
        }
        catch (WorkerEndedException e)
        {
            throw e.End.Explain(settings.Checkpoint);
        }
    }
}
