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
        var reason = Reason.InOneSentence(exception.InnerException ?? exception);
        return Array.Exists(_signsOfNewerFile, sign => exception.Message.Contains(sign, StringComparison.OrdinalIgnoreCase))
            ? InputKind.Checkpoint.Error(
                Codes.CheckpointTooNew,
                $"The checkpoint '{path}' was written by a newer PyTorch than this tool's libtorch {LibTorch.Version} ({reason}); export it with an older PyTorch, or use a newer version of this tool.",
                exception)
            : InputKind.Checkpoint.Corrupt(path, $"cannot be loaded as TorchScript ({reason})", exception);
    }
}
