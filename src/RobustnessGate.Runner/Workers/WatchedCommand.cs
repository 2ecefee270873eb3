using System.Diagnostics;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Workers;

/// <summary>A command that runs whole in a process of its own, because libtorch may end that: what it prints is this process's, and how it
/// ends too, unless it ends without a word.</summary>
internal static class WatchedCommand
{
    /// <summary>Marks a command line as the watched one.</summary>
    public const string Mark = "watched";

    private static readonly int[] Known = [ExitCode.Pass, ExitCode.CouldNotMeasure, ExitCode.ThresholdCrossed, ExitCode.Usage, ExitCode.Cancelled];

    /// <param name="arguments">The command line.</param>
    /// <param name="console">Where its errors go, and what there is to say of its end.</param>
    /// <param name="cancellation">The command hears of it itself, as a signal; this process waits for what it does then.</param>
    public static async Task<int> Run(IReadOnlyList<string> arguments, ToolConsole console, CancellationToken cancellation)
    {
        var start = WorkerStart.Info([Mark, .. arguments]);
        start.RedirectStandardInput = false;
        start.RedirectStandardOutput = false;
        start.StandardOutputEncoding = null;
        using var process = Process.Start(start)!;
        using var passedOn = cancellation.Register(() => Interrupt(process));
        var errors = new List<string>();
        while (await process.StandardError.ReadLineAsync(CancellationToken.None).ConfigureAwait(false) is { } line)
        {
            errors.Add(line);
        }

        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        if (Known.Contains(process.ExitCode))
        {
            errors.ForEach(console.Error.WriteLine);
            return process.ExitCode;
        }

        if (cancellation.IsCancellationRequested)
        {
            return Guarded.Run(console, _ => throw new OperationCanceledException(cancellation));
        }

        var end = new WorkerEnd(ProgressViews.Stage.Starting, process.ExitCode, LastWords.In(errors));
        return Guarded.Run(console, _ => throw end.OfCommand(arguments[0]));
    }

    // To whoever sent it to this process alone.
    private static void Interrupt(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
