using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Writes a trained model to a file of its own, in the format of the checkpoint that it was loaded from.</summary>
internal static class TunedCheckpoint
{
    private const string SafetensorsExtension = ".safetensors";

    /// <summary>The file that a tuned checkpoint goes to where the user names none.</summary>
    public static string DefaultPath(string folder, string parent) => Path.Combine(folder, "tuned" + Path.GetExtension(parent));

    /// <summary>A training never writes over the checkpoint that it starts from.</summary>
    /// <exception cref="GateException">RG3003: the two are the same file, by whatever links.</exception>
    public static void RequireOther(string path, string parent)
    {
        try
        {
            if (!RealPath.AreSame(path, parent))
            {
                return;
            }
        }
        catch (IOException exception)
        {
            throw Refused($"The tuned checkpoint '{path}' cannot be written ({Reason.Of(exception)})", exception);
        }

        throw Refused($"The tuned checkpoint '{path}' is the checkpoint that the training starts from, which is never overwritten");
    }

    /// <summary>Writes the model, whole or not at all.</summary>
    /// <param name="model">The model, in evaluation mode.</param>
    /// <param name="content">What the checkpoint holds that it was loaded from.</param>
    /// <param name="path">The file.</param>
    /// <param name="place">Where that is.</param>
    /// <exception cref="GateException">RG3003: it cannot be written.</exception>
    public static void Write(LoadedModel model, CheckpointContent content, string path, OutputPlace place) =>
        AtomicFile.WriteBy(path, temporary => Save(model, content, temporary), place);

    /// <summary>What the checkpoint at a path holds, by the file's extension where that decides.</summary>
    public static bool IsSafetensors(string path) => path.EndsWith(SafetensorsExtension, StringComparison.OrdinalIgnoreCase);

    private static void Save(LoadedModel model, CheckpointContent content, string path)
    {
        switch (content)
        {
            case CheckpointContent.TorchScript:
                jit.save((jit.ScriptModule)model.Module, path);
                break;
            case CheckpointContent.Safetensors:
                using (NewDisposeScope())
                {
                    SafetensorsFile.Save(path, model.Module.state_dict());
                }

                break;
            default:
                model.Module.save(path);
                break;
        }
    }

    private static GateException Refused(string why, Exception? cause = null) =>
        new(Codes.OutputNotWritable, $"{why}; set RobustnessFineTunedCheckpoint (--tuned-checkpoint) to another file.", cause) { Setting = SettingCatalog.TunedCheckpoint.ToString() };
}
