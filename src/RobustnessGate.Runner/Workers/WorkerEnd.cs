using RobustnessGate.Runner.Checkpoints;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Workers;

/// <summary>How a worker ended that did not say so itself.</summary>
/// <param name="Stage">What it was at.</param>
/// <param name="ExitCode">Its exit status; 128 and the signal's number where a signal ended it.</param>
/// <param name="Words">What it wrote to standard error last; null for nothing.</param>
internal sealed record WorkerEnd(Stage Stage, int ExitCode, string? Words)
{
    private const int Signal = 128;
    private const int Illegal = Signal + 4;
    private const int Aborted = Signal + 6;
    private const int Killed = Signal + 9;
    private const int Segmentation = Signal + 11;
    private const int NoSymbol = 127;

    /// <summary>What to say of it.</summary>
    /// <param name="checkpoint">The model that it ran.</param>
    public GateException Explain(ModelReference checkpoint)
    {
        if (Stage == Stage.LoadingModel && checkpoint.Class is null && ExitCode == Aborted && Words is { } reason)
        {
            return TorchScriptCheckpoint.Unloadable(checkpoint.Path, reason);
        }

        return ExitCode == Killed
            ? new GateException(Codes.OutOfMemory, $"The process that runs the model was killed {StageText.While(Stage)}, which the system does when memory runs out; set RobustnessBatchSize (--batch-size) to a smaller number. {Kept}")
            {
                Setting = SettingCatalog.BatchSize.ToString(),
            }
            : new GateException(Codes.NoVerdict, $"The process that runs the model ended {StageText.While(Stage)} ({How()}){(Words is null ? "" : $": {Words}")}. {Advice(checkpoint)} {Kept}")
            {
                Setting = SettingCatalog.Checkpoint.ToString(),
            };
    }

    /// <summary>What to say of a command that is no run.</summary>
    public GateException OfCommand(string name) => new(
        Codes.NoVerdict, $"robustness-gate {name} ended in native code ({How()}){(Words is null ? "" : $": {Words}")}. {SystemAdvice()}");

    private const string Kept = "What was done by then is kept, and the next run goes on from there.";

    private string How() => ExitCode switch
    {
        Illegal => "illegal instruction, signal 4",
        Aborted => "aborted, signal 6",
        Segmentation => "segmentation fault, signal 11",
        > Signal and < Signal + 65 => $"signal {ExitCode - Signal}",
        _ => $"exit status {ExitCode}",
    };

    private string SystemAdvice() => ExitCode switch
    {
        Illegal => "This processor lacks an instruction that libtorch was built for; use a newer machine.",
        NoSymbol => "A native library does not fit the others; install the tool again.",
        Killed => "The system does that when memory runs out; give it more, or end other programs.",
        _ => "Install the tool again, and try another machine.",
    };

    private string Advice(ModelReference checkpoint) => ExitCode switch
    {
        Illegal or NoSymbol => SystemAdvice(),
        Aborted or Segmentation => checkpoint.Class is { } model
            ? $"Look for what the class '{model}' does there: some errors of libtorch end a process."
            : "Export the checkpoint again, and try it alone with torch.jit.load.",
        _ when checkpoint.Class is { } model => $"Look for what ends a process in the class '{model}', and let it throw an exception instead.",
        _ => "Run robustness-gate doctor.",
    };
}
