using System.Runtime.InteropServices;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>A model saved with its code by <c>torch.jit.save</c>.</summary>
internal static class TorchScriptCheckpoint
{
    // How libtorch, and the binding, say that a file is of a later time than they are.
    private static readonly string[] _signsOfNewerFile = ["newer PyTorch", "installation may be too old", "Unknown builtin op", "Unknown type name"];

    public static LoadedModel Load(string path, Device device)
    {
        try
        {
            var module = torch.jit.load<Tensor, Tensor>(path, device);
            return new LoadedModel(module, module, "TorchScript", [path]);
        }
        catch (Exception exception) when (exception is ExternalException or InvalidDataException or InvalidOperationException)
        {
            throw Explain(path, exception);
        }
    }

    private static GateException Explain(string path, Exception exception)
    {
        // The binding puts libtorch's own words inside its sentence.
        var reason = Reason.InOneSentence(exception.InnerException ?? exception);
        return Array.Exists(_signsOfNewerFile, sign => exception.Message.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? InputKind.Checkpoint.Error(
                Codes.CheckpointTooNew,
                $"The checkpoint '{path}' was written by a newer PyTorch than this machine's libtorch {TorchRuntime.LibTorchVersion} ({reason}); export it with an older PyTorch, or let the tool use a newer libtorch (robustness-gate doctor shows which it uses).",
                exception)
            : InputKind.Checkpoint.Corrupt(path, $"cannot be loaded as TorchScript ({reason})", exception);
    }
}
