namespace RobustnessGate.Tasks;

/// <summary>The files of the output folder that the task itself reads and writes.</summary>
internal sealed class GateOutput(string directory)
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
        if (settingsChanged || inputsChanged)
        {
            // Not left to time stamps: they are too coarse on some file systems and go backwards on others.
            WithdrawPass();
        }
    }

    public static bool IsNotWritable(Exception exception) => exception is IOException or UnauthorizedAccessException;

    public static Problem NotWritable(string directory, Exception exception) =>
        new(Codes.OutputNotWritable, $"The folder for the robustness report, {directory}, cannot be written ({exception.Message.TrimEnd('.')}); set RobustnessOutput to one that can.");

    public void RecordPass() => File.WriteAllText(Pass, "");

    public void WithdrawPass()
    {
        if (File.Exists(Pass))
        {
            File.Delete(Pass);
        }
    }
}
