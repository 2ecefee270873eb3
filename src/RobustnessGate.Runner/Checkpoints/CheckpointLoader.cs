using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Loads the model that the settings name: TorchScript, or a module class with its weights.</summary>
internal static class CheckpointLoader
{
    private const string HowToExport = "export it in Python with torch.jit.script(model).save('model.pt')";
    private const string HowToGiveWeights =
        "save the weights with safetensors.torch.save_file(model.state_dict(), 'model.safetensors') and set RobustnessModel (--model) to the TorchSharp class that they belong to";

    /// <exception cref="GateException">RG0101 to RG0108: the checkpoint or its class cannot be used.</exception>
    public static LoadedModel Load(ModelReference reference, Device device)
    {
        var path = reference.Path;
        var content = CheckpointContents.Of(path);
        return (content, reference.Class) switch
        {
            (CheckpointContent.TorchScript, null) => TorchScriptCheckpoint.Load(path, device),
            (CheckpointContent.TorchScript, { } model) => throw InputKind.Checkpoint.Error(
                Codes.WeightsDoNotFit, $"The checkpoint '{path}' is TorchScript, which has its own code, but RobustnessModel names the class '{model}'; remove RobustnessModel (--model), or give weights (.safetensors or .dat)."),
            (CheckpointContent.Pickle, _) => throw InputKind.Checkpoint.Error(
                Codes.CheckpointIsStateDict, $"The checkpoint '{path}' is a pickle of torch.save (a state dictionary or a whole module), which needs Python to read; {HowToExport}, or {HowToGiveWeights}."),
            (CheckpointContent.ExportedProgram, _) => throw InputKind.Checkpoint.Corrupt(path, $"is a program of torch.export, which this version does not read; {HowToExport}"),
            (CheckpointContent.Safetensors, { }) or (CheckpointContent.Other, { }) => ModuleClassCheckpoint.Load(reference, content, device),
            (CheckpointContent.Safetensors, null) => throw MissingModel(path),
            _ => throw (path.EndsWith(".dat", StringComparison.OrdinalIgnoreCase) ? MissingModel(path) : NotACheckpoint(path)),
        };
    }

    private static GateException MissingModel(string path) =>
        new(Codes.MissingSetting, $"The checkpoint '{path}' holds weights only; set RobustnessModel (--model) to the full name of the TorchSharp class that they belong to.") { Setting = "RobustnessModel" };

    private static GateException NotACheckpoint(string path) => InputKind.Checkpoint.Error(
        Codes.CheckpointUnreadable, $"The checkpoint '{path}' is not TorchScript; {HowToExport}, or set RobustnessModel (--model) when it holds TorchSharp weights.");
}
