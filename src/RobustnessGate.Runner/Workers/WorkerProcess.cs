using System.Diagnostics;
using System.Text;
using System.Text.Json;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Workers;

/// <summary>A worker, as the process that started it sees it: says what it says, shows how far it is, and notices how it ends.</summary>
internal sealed class WorkerProcess : IDisposable
{
    /// <summary>How long a cancelled worker has to end by itself.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);

    private readonly Process process;
    private readonly StreamReader events;
    private readonly OutputTail output;
    private readonly IProgressView progress;
    private readonly MessageLog log;
    private readonly CancellationToken cancellation;
    private readonly CancellationTokenRegistration registration;
    private Stage stage = Stage.Starting;

    public WorkerProcess(Process process, Stream events, IProgressView progress, MessageLog log, CancellationToken cancellation)
    {
        this.process = process;
        this.events = new StreamReader(events, Encoding.UTF8);
        (this.progress, this.log, this.cancellation) = (progress, log, cancellation);
        output = new OutputTail(process);
        registration = cancellation.Register(Cancel);
    }

    /// <summary>Waits for an event, and meanwhile relays whatever else the worker says.</summary>
    /// <exception cref="GateException">The worker says why it cannot go on.</exception>
    /// <exception cref="WorkerEndedException">It ended without a word.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T WaitFor<T>()
        where T : WorkerEvent
    {
        while (true)
        {
            switch (Next())
            {
                case T awaited:
                    return awaited;
                case Began work:
                    progress.Show(work.Title, reports => Until<Ended>(reports));
                    break;
                case var other:
                    throw new InvalidDataException($"The worker sent {other.GetType().Name} where {typeof(T).Name} was due.");
            }
        }
    }

    /// <summary>Says a word to the worker.</summary>
    public void Tell(string word)
    {
        try
        {
            process.StandardInput.WriteLine(word);
            process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It has ended; the next event that is waited for says how.
        }
    }

    public void Dispose()
    {
        registration.Dispose();
        // Whatever it wrote is whole; libtorch's own tidying up is not waited for.
        Kill();
        process.WaitForExit();
        process.Dispose();
        events.Dispose();
    }

    private TEnd Until<TEnd>(IProgress<WorkProgress> reports)
        where TEnd : WorkerEvent
    {
        while (true)
        {
            switch (Next())
            {
                case TEnd end:
                    return end;
                case Progressed value:
                    reports.Report(new WorkProgress(value.Share, value.Count, value.Details));
                    break;
                case var other:
                    throw new InvalidDataException($"The worker sent {other.GetType().Name} while it worked.");
            }
        }
    }

    // The next event that is not merely a message.
    private WorkerEvent Next()
    {
        while (true)
        {
            var line = events.ReadLine();
            cancellation.ThrowIfCancellationRequested();
            switch (line is null ? throw Gone() : JsonSerializer.Deserialize(line, WorkerJson.Default.WorkerEvent))
            {
                case Entered entered:
                    stage = entered.Stage;
                    break;
                case Said said:
                    log.Relay(said.Kind, said.Code is { } id ? Codes.Find(id) : null, said.Text);
                    break;
                case Failed failure:
                    throw new GateException(Codes.Find(failure.Code), failure.Text, new WorkerException(failure.Trace)) { Setting = failure.Setting };
                case { } other:
                    return other;
                default:
                    throw new InvalidDataException("The worker sent nothing.");
            }
        }
    }

    private WorkerEndedException Gone()
    {
        // Closed its pipe, but does not end: nothing more is to be heard of it.
        if (!process.WaitForExit(Grace))
        {
            Kill();
        }

        process.WaitForExit();
        return new WorkerEndedException(new WorkerEnd(stage, process.ExitCode, LastWords.In(output.Errors)));
    }

    private void Cancel()
    {
        Tell(Worker.Cancel);
        _ = Task.Delay(Grace, CancellationToken.None).ContinueWith(_ => Kill(), TaskScheduler.Default);
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}

/// <summary>A worker ended without saying why.</summary>
internal sealed class WorkerEndedException(WorkerEnd end) : Exception(end.ToString())
{
    public WorkerEnd End { get; } = end;
}

/// <summary>What was thrown in a worker, with its stack trace.</summary>
internal sealed class WorkerException(string trace) : Exception("The worker failed.")
{
    public override string ToString() => trace;
}
