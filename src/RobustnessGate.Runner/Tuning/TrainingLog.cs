using System.Globalization;
using System.Text;
using System.Text.Json;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;

namespace RobustnessGate.Runner.Tuning;

/// <summary>What a training leaves for plotting: <c>tuning.csv</c> with a line for each epoch, and <c>tuning.jsonl</c> with one for each reported step.</summary>
internal sealed class TrainingLog(string folder) : IProgress<TrainingProgress>
{
    public const string EpochsName = "tuning.csv";
    public const string StepsName = "tuning.jsonl";

    private const string Header = "epoch,loss,clean_accuracy,robust_accuracy,learning_rate,forward_passes,backward_passes,seconds,rolled_back\n";
    private const int StepsALine = 20;

    private readonly StringBuilder lines = new();

    /// <summary>Takes over the steps that an interrupted training wrote.</summary>
    public void Resume()
    {
        var path = Path.Combine(folder, StepsName);
        if (File.Exists(path))
        {
            lines.Append(File.ReadAllText(path));
        }
    }

    /// <summary>Writes the epochs and the steps so far.</summary>
    public void Write(IReadOnlyList<EpochResult> curve)
    {
        AtomicFile.WriteText(Path.Combine(folder, EpochsName), Header + string.Concat(curve.Select(Line)));
        AtomicFile.WriteText(Path.Combine(folder, StepsName), lines.ToString());
    }

    public void Report(TrainingProgress value)
    {
        if (value.Step % StepsALine != 0 && value.Step != value.Steps)
        {
            return;
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("epoch", value.Epoch);
            writer.WriteNumber("step", value.Step);
            writer.WriteNumber("steps", value.Steps);
            writer.WriteNumber("loss", value.Loss);
            writer.WriteNumber("learningRate", value.LearningRate);
            writer.WriteNumber("done", value.Done);
            writer.WriteNumber("seconds", value.Seconds);
            writer.WriteEndObject();
        }

        lines.Append(Encoding.UTF8.GetString(stream.ToArray())).Append('\n');
    }

    private static string Line(EpochResult epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"{epoch.Epoch},{(double.IsFinite(epoch.Loss) ? epoch.Loss : "")},{epoch.CleanAccuracy},{epoch.RobustAccuracy},{epoch.LearningRate},{epoch.Passes.Forward},{epoch.Passes.Backward},{epoch.Seconds:0.0},{(epoch.RolledBack ? 1 : 0)}\n");
}
