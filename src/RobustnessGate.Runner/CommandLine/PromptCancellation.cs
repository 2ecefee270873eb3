namespace RobustnessGate.Runner.CommandLine;

/// <summary>Runs work that looks at its token only between passes through a model, and a pass can take long.</summary>
internal static class PromptCancellation
{
    /// <summary>How long the work has to end by itself: together with the start of the signal's handling, less than a second.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    /// <summary>Runs the work; abandons it when it does not end soon after a cancellation. What it writes, it writes whole, so
    /// abandoning it leaves nothing half done.</summary>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static async Task<T> Run<T>(Func<CancellationToken, T> work, CancellationToken cancellation)
    {
        var running = Task.Factory.StartNew(() => work(cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellation.Register(cancelled.SetResult);
        if (await Task.WhenAny(running, cancelled.Task).ConfigureAwait(false) != running)
        {
            await Task.WhenAny(running, Task.Delay(Grace, CancellationToken.None)).ConfigureAwait(false);
        }

        return running.IsCompleted ? await running.ConfigureAwait(false) : throw new OperationCanceledException(cancellation);
    }
}
