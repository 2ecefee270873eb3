using System.Diagnostics;

namespace RobustnessGate.Runner.Workers;

/// <summary>Listens to what the process that started a worker says while the worker works. When it says nothing any more it is gone, and the
/// worker goes too: nobody would hear what it finds.</summary>
internal sealed class WorkerInput : IDisposable
{
    private readonly ManualResetEventSlim goOn = new();

    public WorkerInput(TextReader words, CancellationTokenSource cancellation)
    {
        var listener = new Thread(() => Listen(words, cancellation)) { IsBackground = true };
        listener.Start();
    }

    /// <exception cref="OperationCanceledException">The word is to stop.</exception>
    public void WaitForGoOn(CancellationToken cancellation) => goOn.Wait(cancellation);

    public void Dispose() => goOn.Dispose();

    private void Listen(TextReader words, CancellationTokenSource cancellation)
    {
        while (words.ReadLine() is { } word)
        {
            if (string.Equals(word, Worker.GoOn, StringComparison.Ordinal))
            {
                goOn.Set();
            }
            else if (string.Equals(word, Worker.Cancel, StringComparison.Ordinal))
            {
                cancellation.Cancel();
            }
        }

        // At once, even in the middle of a pass.
        Process.GetCurrentProcess().Kill();
    }
}
