using System.Diagnostics;
using System.Globalization;

namespace RobustnessGate.Bench;

/// <summary>Another implementation in a Python process that waits between questions, so that only its attack is timed.</summary>
internal sealed class Peer : IDisposable
{
    private readonly string script;
    private readonly Process process;

    /// <param name="script">The script beside this program that reads questions and writes answers, one a line.</param>
    /// <param name="folder">The checkout of the implementation.</param>
    /// <param name="threads">The threads that libtorch may use.</param>
    public Peer(string script, string folder, int threads)
    {
        this.script = script;
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, script));
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Fixtures"));
        start.ArgumentList.Add(threads.ToString(CultureInfo.InvariantCulture));
        process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
    }

    /// <summary>The numbers that it answers to a question.</summary>
    public double[] Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{script} ended before it answered.");
        return [.. answer.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
    }

    /// <summary>The times that it answers to a question.</summary>
    public (double Seconds, double ProcessorSeconds) Time(string question)
    {
        var answer = Ask(question);
        return (answer[0], answer[1]);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
