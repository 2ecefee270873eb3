using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Workers;

/// <summary>A measurement in a process of its own, whose end is no end of this one.</summary>
internal sealed class RemoteMeasurement : IMeasurement
{
    private readonly GateSettings settings;
    private readonly Func<WorkerRequest, WorkerProcess> start;
    private WorkerProcess worker;

    private RemoteMeasurement(GateSettings settings, Func<WorkerRequest, WorkerProcess> start)
    {
        (this.settings, this.start) = (settings, start);
        (worker, Identity) = Begin(takesOwnGradients: false);
    }

    public MeasurementIdentity Identity { get; private set; }

    /// <summary>What measures in workers.</summary>
    /// <param name="workers">Starts them.</param>
    /// <exception cref="GateException">Something cannot be read, or the process ended without saying why.</exception>
    public static Measuring By(WorkerPool workers) => (settings, progress, log, cancellation) =>
        new RemoteMeasurement(settings, request => workers.Start(request with { Verbosity = log.Verbosity }, progress, log, cancellation));

    public ReportDocument Measure() => Explained(() =>
    {
        try
        {
            return GoOn();
        }
        catch (WorkerEndedException e) when (e.End.Stage == Stage.ProbingWithoutGradients)
        {
            // The probe's answer, given in the hardest of ways: another worker takes it for given.
            worker.Dispose();
            (worker, Identity) = Begin(takesOwnGradients: true);
            return GoOn();
        }
    });

    public void Dispose() => worker.Dispose();

    private (WorkerProcess Worker, MeasurementIdentity Identity) Begin(bool takesOwnGradients)
    {
        var begun = start(new WorkerRequest(
            WorkerJob.Measure, WorkerRequest.Write(settings.Values), settings.Checkpoint.Path, settings.Output, Verbosity.Normal, takesOwnGradients));
        try
        {
            return (begun, Explained(() => begun.WaitFor<Identified>().Identity));
        }
        catch
        {
            begun.Dispose();
            throw;
        }
    }

    private ReportDocument GoOn()
    {
        worker.Tell(Worker.GoOn);
        if (ReportViews.ShowInputs(settings.Reports))
        {
            // What reading the evidence takes is loaded while the worker is at its own.
            _ = Task.Run(() => LibTorch.Load(settings.Compute.LibTorch));
        }

        return worker.WaitFor<Measured>().Report;
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (WorkerEndedException e)
        {
            throw e.End.Explain(settings.Checkpoint);
        }
    }
}
