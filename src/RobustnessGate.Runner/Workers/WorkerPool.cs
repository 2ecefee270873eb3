using System.Diagnostics;
using System.IO.Pipes;
using System.Text.Json;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Workers;

/// <summary>Starts workers, the first of them before it is known what for: its runtime is up by the time that the settings are understood.</summary>
internal sealed class WorkerPool : IDisposable
{
    // Two workers started at a time would inherit each other's pipes, and never see their ends.
    private static readonly Lock Starting = new();

    private (Process Process, AnonymousPipeServerStream Events)? spare;

    /// <summary>Starts a worker that will be asked for soon.</summary>
    /// <param name="loadsLibTorch">Whether it may load the tool's own libtorch meanwhile.</param>
    public void Prepare(bool loadsLibTorch) => spare = Launch(loadsLibTorch);

    /// <summary>Gives a worker its request.</summary>
    public WorkerProcess Start(WorkerRequest request, IProgressView progress, MessageLog log, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (process, events) = spare ?? Launch(loadsLibTorch: false);
        spare = null;
        var worker = new WorkerProcess(process, events, progress, log, cancellation);
        worker.Tell(JsonSerializer.Serialize(request, WorkerJson.Default.WorkerRequest));
        return worker;
    }

    /// <summary>Ends the worker that nobody asked for.</summary>
    public void Dispose()
    {
        if (spare is not var (process, events))
        {
            return;
        }

        process.Kill();
        process.Dispose();
        events.Dispose();
    }

    private static (Process Process, AnonymousPipeServerStream Events) Launch(bool loadsLibTorch)
    {
        lock (Starting)
        {
            var events = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            var process = Process.Start(WorkerStart.Info(events.GetClientHandleAsString(), loadsLibTorch))!;
            events.DisposeLocalCopyOfClientHandle();
            return (process, events);
        }
    }
}
