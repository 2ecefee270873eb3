using System.Diagnostics;
using System.Globalization;

namespace RobustnessGate.Bench;

/// <summary>torchattacks in a Python process that waits between runs, so that only its attack is timed.</summary>
internal sealed class TorchAttacks : IDisposable
{
    private readonly Process process;

    public TorchAttacks(string folder, int threads)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "torchattacks_pgd.py"));
        start.ArgumentList.Add(folder);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Fixtures"));
        start.ArgumentList.Add(threads.ToString(CultureInfo.InvariantCulture));
        process = Process.Start(start) ?? throw new InvalidOperationException("Python did not start.");
    }

    /// <summary>Runs PGD-40 on a fixture model once.</summary>
    public double Seconds(string model)
    {
        process.StandardInput.WriteLine(model);
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("torchattacks ended before it answered.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }
}
