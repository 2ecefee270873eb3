using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace RobustnessGate.Runner.Workers;

/// <summary>How this program is started once more, as a worker.</summary>
internal static class WorkerStart
{
    /// <param name="pipe">The handle of the worker's pipe.</param>
    /// <param name="loadsLibTorch">Whether it loads the tool's own libtorch at once.</param>
    public static ProcessStartInfo Info(string pipe, bool loadsLibTorch) =>
        Info(loadsLibTorch ? [Worker.Command, pipe, Worker.LoadEarly] : [Worker.Command, pipe]);

    /// <param name="arguments">The command line of the new process.</param>
    public static ProcessStartInfo Info(IEnumerable<string> arguments)
    {
        var (program, before) = Program();
        var start = new ProcessStartInfo(program, [.. before, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // Read by libtorch's threads when it is loaded, so it cannot be set any later. A thread that waits for another by spinning takes the core
        // that the other, or another program, needs.
        start.Environment.TryAdd("OMP_WAIT_POLICY", "passive");
        return start;
    }

    // The same .NET runs the same assembly; a self-contained program has a host of its own beside it instead.
    private static (string Program, string[] Before) Program()
    {
        var assembly = typeof(WorkerStart).Assembly.Location;
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + suffix));
        return File.Exists(dotnet) ? (dotnet, ["exec", assembly]) : (Path.ChangeExtension(assembly, null) + suffix, []);
    }
}
