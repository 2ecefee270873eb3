using System.Diagnostics;

namespace RobustnessGate.Runner.Workers;

/// <summary>Takes what a process writes to standard output and standard error, so that it never waits, and keeps the last lines of errors.</summary>
internal sealed class OutputTail
{
    private const int Kept = 200;

    private readonly Queue<string> errors = new();

    public OutputTail(Process process)
    {
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The last lines of standard error; all of them once the process has been waited for.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (errors)
            {
                return [.. errors];
            }
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (errors)
        {
            errors.Enqueue(line);
            if (errors.Count > Kept)
            {
                errors.Dequeue();
            }
        }
    }
}
