using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>The folder of the report and the evidence.</summary>
internal static class OutputFolder
{
    private const string Probe = ".robustness-gate.probe";

    /// <summary>Creates the folder when it is absent.</summary>
    /// <exception cref="GateException">RG3003: files cannot be written there.</exception>
    public static void RequireWritable(string path)
    {
        if (File.Exists(path))
        {
            throw new GateException(Codes.OutputNotWritable, $"The output '{path}' is a file; set RobustnessOutput (--output) to a folder.") { Setting = SettingCatalog.Output.ToString() };
        }

        var probe = Path.Combine(path, Probe);
        AtomicFile.Write(probe, _ => { }, shownAs: path);
        File.Delete(probe);
    }
}
