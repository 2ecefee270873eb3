using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>A module class of the user's assembly, filled from a weights file.</summary>
internal static class ModuleClassCheckpoint
{
    public static LoadedModel Load(ModelReference reference, CheckpointContent content, Device device)
    {
        var name = reference.Class!;
        // Read before the class runs any code, so that a damaged file costs nothing.
        var dat = content == CheckpointContent.Safetensors ? null : DatFile.ReadEntries(reference.Path);
        if (reference.Assembly is not { } assemblyPath)
            throw new GateException(Codes.MissingSetting, $"RobustnessModel is '{name}', but no assembly is given to find it in; pass --assembly (the build passes the project's own).") { Setting = "RobustnessModel" };

        var model = ModelClass.Create(ModelAssembly.Load(assemblyPath), name, assemblyPath);
        var module = (nn.Module)model;
        try
        {
            LoadWeights(module, reference.Path, dat, name);
            module.to(device);
        }
        catch
        {
            module.Dispose();
            throw;
        }

        return new LoadedModel(model, module, "module class", [reference.Path, assemblyPath]);
    }

    private static void LoadWeights(nn.Module module, string path, IReadOnlyList<WeightEntry>? dat, string model)
    {
        using var scope = torch.NewDisposeScope();
        var expected = module.state_dict().Select(entry => new WeightEntry(entry.Key, entry.Value.dtype, entry.Value.shape)).ToList();
        if (dat is not null)
        {
            RequireFit(path, dat, expected, model);
            InputFile.Guarded(path, InputKind.Checkpoint, () => module.load(path));
            return;
        }

        var tensors = InputFile.Guarded(path, InputKind.Checkpoint, () => SafetensorsFile.Load(path));
        RequireFit(path, [.. tensors.Select(entry => new WeightEntry(entry.Key, Type: null, entry.Value.shape))], expected, model);
        InputFile.Guarded(path, InputKind.Checkpoint, () => module.load_state_dict(tensors));
    }

    private static void RequireFit(string path, IReadOnlyList<WeightEntry> file, List<WeightEntry> expected, string model)
    {
        if (WeightComparison.Differences(file, expected) is not { } differences)
            return;

        var hint = expected.Count == 0
            ? "the class has no parameters: call RegisterComponents() at the end of its constructor"
            : "save the weights from this class, or name the class they were saved from";
        throw InputKind.Checkpoint.Error(Codes.WeightsDoNotFit, $"The weights in '{path}' do not fit the class '{model}' ({differences}); {hint}.");
    }
}
