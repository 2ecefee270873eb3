using System.Runtime.InteropServices;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>A model saved with its code by <c>torch.jit.save</c>.</summary>
internal static class TorchScriptCheckpoint
{
    // How libtorch says that a file is of a later time than they are.
    private static readonly string[] _signsOfNewerFile = ["newer PyTorch", "maximum supported version", "Unknown builtin op", "Unknown type name"];

    // Weights that optimize_for_inference has folded into the graph are written without their values.
    private const string SignOfFrozenWeights = "required keyword attribute 'value'";

    public static LoadedModel Load(string path, Device device)
    {
        try
        {
            var module = torch.jit.load<Tensor, Tensor>(path, device);
            return new LoadedModel(module, module, "TorchScript", [path]);
        }
        catch (Exception exception) when (exception is ExternalException or InvalidDataException or InvalidOperationException)
        {
            throw Unloadable(path, Reason.InOneSentence(exception.InnerException ?? exception), exception);
        }
    }

    /// <summary>Says why libtorch does not load a checkpoint.</summary>
    /// <param name="path">The checkpoint.</param>
    /// <param name="reason">libtorch's own words.</param>
    /// <param name="cause">What was thrown; null where the process ended.</param>
    public static GateException Unloadable(string path, string reason, Exception? cause = null)
    {
        if (reason.Contains(SignOfFrozenWeights, StringComparison.Ordinal))
        {
            return InputKind.Checkpoint.Error(
                Codes.CheckpointUnreadable,
                $"The checkpoint '{path}' was saved after torch.jit.optimize_for_inference, whose result cannot be stored ({reason}); save the model before that step, torch.jit.script(model.eval()).save('model.pt').",
                cause);
        }

        return Array.Exists(_signsOfNewerFile, sign => reason.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? InputKind.Checkpoint.Error(
                Codes.CheckpointTooNew,
                $"The checkpoint '{path}' was written by a newer PyTorch than this tool's libtorch {LibTorch.Version} ({reason}); export it with an older PyTorch, or use a newer version of this tool.",
                cause)
            : InputKind.Checkpoint.Corrupt(path, $"cannot be loaded as TorchScript ({reason})", cause);
    }
}
