using System.Runtime.InteropServices;
using System.Text.Json;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Workers;

/// <summary>The process in which models are loaded and run, and the only one. Whoever started it gives it a request on standard input, then says
/// whether to go on; where that ends, so does the worker.</summary>
internal static class Worker
{
    /// <summary>The first argument of a worker's command line; the second is the handle of its pipe.</summary>
    public const string Command = "worker";

    /// <summary>The third argument of a worker that can load libtorch before it has its request: none but the tool's own can be asked for.</summary>
    public const string LoadEarly = "load";

    /// <summary>Tells a worker that has said what it would measure to do so.</summary>
    public const string GoOn = "go on";

    /// <summary>Tells a worker to stop at the next pass.</summary>
    public const string Cancel = "cancel";

    /// <summary>Does what it is asked.</summary>
    /// <param name="handle">Of the pipe for events.</param>
    /// <param name="requests">Where the request comes from.</param>
    /// <param name="loadsEarly">Whether it loads libtorch at once. What that throws, it throws again when libtorch is needed.</param>
    public static int Run(string handle, TextReader requests, bool loadsEarly)
    {
        _ = loadsEarly ? Task.Run(() => LibTorch.Load()) : Task.CompletedTask;
        using var channel = new WorkerChannel(handle);
        // A terminal's Ctrl+C reaches every process of it; the one that started this one says what follows from it.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var cancellation = new CancellationTokenSource();
        try
        {
            var request = JsonSerializer.Deserialize(requests.ReadLine() ?? "", WorkerJson.Default.WorkerRequest)!;
            using var words = new WorkerInput(requests, cancellation);
            Do(request, words, channel, cancellation.Token);
            return ExitCode.Pass;
        }
        catch (Exception e)
        {
            var failure = FailureMessage.Explain(e);
            channel.Send(new Failed(failure.Code.Id, failure.Message, failure.Setting, e.ToString()));
            return failure.Code.ExitCode;
        }
    }

    private static void Do(WorkerRequest request, WorkerInput words, WorkerChannel channel, CancellationToken cancellation)
    {
        var log = new MessageLog(channel, request.Verbosity);
        var values = request.ReadValues();
        if (request.Job == WorkerJob.Tune)
        {
            var tuning = SettingsParser.ParseTuning(values) with { Output = request.Output };
            channel.Send(new Tuned(TuneRun.Execute(tuning, channel, log, cancellation, channel.Enter)));
            return;
        }

        var settings = SettingsParser.Parse(values);
        settings = settings with { Output = request.Output, Checkpoint = settings.Checkpoint with { Path = request.Checkpoint } };
        using var measurement = LocalMeasurement.Prepare(settings, channel, log, new ModelWatch(channel.Enter, request.TakesOwnGradients), cancellation);
        channel.Send(new Identified(measurement.Identity));
        words.WaitForGoOn(cancellation);
        channel.Send(new Measured(measurement.Measure()));
    }
}
