using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Gate;

/// <summary>The folder of the report and the evidence.</summary>
internal static class OutputFolder
{
    private const string Probe = ".robustness-gate.probe";

    /// <summary>Creates the folder when it is absent.</summary>
    /// <exception cref="Messages.GateException">RG3003: files cannot be written there.</exception>
    public static void RequireWritable(string path)
    {
        var probe = Path.Combine(path, Probe);
        AtomicFile.Write(probe, _ => { });
        File.Delete(probe);
    }
}
