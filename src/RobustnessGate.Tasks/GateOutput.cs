namespace RobustnessGate.Tasks;

/// <summary>The files of the output folder that the task itself reads and writes.</summary>
/// <param name="directory">The folder.</param>
/// <param name="tunedCheckpoint">Where a run that trains puts the tuned checkpoint.</param>
internal sealed class GateOutput(string directory, string tunedCheckpoint)
{
    public string Settings => Path.Combine(directory, "settings.json");

    public string Report => Path.Combine(directory, "report.json");

    private string Inputs => Path.Combine(directory, "inputs.cache");

    private string Pass => Path.Combine(directory, "gate.passed");

    /// <summary>Records what the coming verdict rests on. If it is not what the last pass rested on, that pass is void.</summary>
    public void Record(string settings, string inputs)
    {
        Directory.CreateDirectory(directory);
        var settingsChanged = OutputFile.Update(Settings, settings);
        var inputsChanged = OutputFile.Update(Inputs, inputs);
        if (settingsChanged || inputsChanged || !PassIsWhole())
        {
            // Not left to time stamps: they are too coarse on some file systems and go backwards on others.
            WithdrawPass();
        }
    }

    public static bool IsNotWritable(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static Problem NotWritable(string directory, Exception exception) =>
        new(Codes.OutputNotWritable, $"The folder for the robustness report, {directory}, cannot be written ({exception.Message.TrimEnd('.')}); set RobustnessOutput to one that can.");

    /// <summary>Records a pass, and the checkpoint that passed where the run has made one: a pass is worth nothing without it.</summary>
    public void RecordPass() => File.WriteAllText(Pass, Made());

    public void WithdrawPass()
    {
        if (File.Exists(Pass))
        {
            File.Delete(Pass);
        }
    }

    private bool PassIsWhole() => File.Exists(Pass) && string.Equals(File.ReadAllText(Pass), Made(), StringComparison.Ordinal);

    private string Made() => InputRecord.Write([tunedCheckpoint]);
}
