using System.IO.Compression;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>Layers whose mode stands in the code of a TorchScript checkpoint, as tracing and freezing write it, so that
/// <c>train()</c> and <c>eval()</c> do not reach them.</summary>
/// <param name="BatchNorms">Calls of batch norm that stay in evaluation mode, with the statistics that they have.</param>
/// <param name="Dropouts">Calls of dropout that stay in evaluation mode, and drop nothing.</param>
/// <param name="TrainingBatchNorms">Calls of batch norm that stay in training mode, and normalise by the batch.</param>
/// <param name="TrainingDropouts">Calls of dropout that stay in training mode, and always drop.</param>
internal sealed record FixedLayers(int BatchNorms, int Dropouts, int TrainingBatchNorms, int TrainingDropouts)
{
    // Where the running mean and the mode stand among the arguments of every operator for batch norm, and the probability and the
    // mode among those of every operator for dropout.
    private const int RunningMean = 3;
    private const int BatchNormTraining = 5;
    private const int Probability = 1;
    private const int DropoutTraining = 2;

    private static readonly HashSet<string> _batchNorm = new(StringComparer.Ordinal)
    {
        "batch_norm", "_batch_norm_impl_index", "native_batch_norm", "cudnn_batch_norm", "miopen_batch_norm",
    };

    private static readonly HashSet<string> _dropout = new(StringComparer.Ordinal)
    {
        "dropout", "dropout_", "feature_dropout", "feature_dropout_", "alpha_dropout", "alpha_dropout_", "feature_alpha_dropout",
        "feature_alpha_dropout_", "native_dropout",
    };

    /// <summary>Reads the code of a TorchScript checkpoint.</summary>
    /// <returns>What is fixed; null when nothing is.</returns>
    /// <exception cref="Messages.GateException">RG0101, RG0102: the file is missing or damaged.</exception>
    public static FixedLayers? Find(string path)
    {
        using var file = InputFile.Open(path, InputKind.Checkpoint);
        return InputFile.Guarded(path, InputKind.Checkpoint, () =>
        {
            using var archive = Archive.Open(file, path, InputKind.Checkpoint);
            return Of(archive.Entries.Where(IsCode).SelectMany(entry => ScriptCalls.In(Read(entry))));
        });
    }

    /// <summary>What follows for the user, as a sentence.</summary>
    /// <param name="path">The checkpoint.</param>
    public string Sentence(string path)
    {
        string?[] parts =
        [
            Part(BatchNorms, "batch norm", "in evaluation, keeping the statistics"),
            Part(Dropouts, "dropout", "in evaluation, dropping nothing"),
            Part(TrainingBatchNorms, "batch norm", "in training, normalising by the batch"),
            Part(TrainingDropouts, "dropout", "in training, always dropping"),
        ];
        return $"Tracing or freezing has fixed the mode of layers in the checkpoint '{path}': {string.Join("; ", parts.OfType<string>())}; to train them as they were, export the model with torch.jit.script(model.eval()).";
    }

    private static string? Part(int count, string layer, string mode) =>
        count == 0 ? null : $"{count} call{(count == 1 ? "" : "s")} of {layer} {mode}";

    private static bool IsCode(ZipArchiveEntry entry) =>
        entry.FullName.Contains("/code/", StringComparison.Ordinal) && entry.FullName.EndsWith(".py", StringComparison.Ordinal);

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private static FixedLayers? Of(IEnumerable<ScriptCall> calls)
    {
        var found = new FixedLayers(0, 0, 0, 0);
        foreach (var call in calls)
        {
            found = (_batchNorm.Contains(call.Operator), _dropout.Contains(call.Operator)) switch
            {
                // Without running statistics batch norm has one mode only.
                (true, _) when Argument(call, RunningMean, "running_mean") is not "None" => Argument(call, BatchNormTraining, "training") switch
                {
                    "False" => found with { BatchNorms = found.BatchNorms + 1 },
                    "True" => found with { TrainingBatchNorms = found.TrainingBatchNorms + 1 },
                    _ => found,
                },
                (_, true) when Argument(call, Probability, "p") is not ("0." or "0.0" or "0") => Argument(call, DropoutTraining, "train") switch
                {
                    "False" => found with { Dropouts = found.Dropouts + 1 },
                    "True" => found with { TrainingDropouts = found.TrainingDropouts + 1 },
                    _ => found,
                },
                _ => found,
            };
        }

        return found == new FixedLayers(0, 0, 0, 0) ? null : found;
    }

    private static string? Argument(ScriptCall call, int position, string name)
    {
        var named = call.Arguments.FirstOrDefault(argument => argument.StartsWith(name + "=", StringComparison.Ordinal));
        return named is not null ? named[(name.Length + 1)..] : call.Arguments.ElementAtOrDefault(position);
    }
}
