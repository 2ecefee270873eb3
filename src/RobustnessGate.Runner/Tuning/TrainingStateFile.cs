using System.Diagnostics;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tuning;

/// <summary>The file in which a running training keeps its state, so that one that was killed goes on to the same result: safetensors, with the
/// numbers and a checksum as text entries. One that is damaged, or of another training, counts as none.</summary>
/// <param name="path">The file.</param>
/// <param name="fingerprint">Names the training.</param>
/// <param name="log">Told when the state cannot be kept.</param>
internal sealed class TrainingStateFile(string path, string fingerprint, MessageLog log) : ITrainingMemory
{
    public const string FileName = "tuning.state";

    private const string FingerprintKey = "fingerprint";
    private const string PositionKey = "position";
    private const string ChecksumKey = "checksum";
    private const string OptimizerKey = "optimizer";

    // Grows with the form of the file.
    private const string Version = "1 ";

    // What a kill costs at most; writing takes a small part of it.
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromSeconds(30);

    private readonly Stopwatch sinceLast = Stopwatch.StartNew();
    private bool isGivenUp;

    /// <inheritdoc/>
    public bool IsDue => !isGivenUp && sinceLast.Elapsed >= BetweenSteps;

    /// <inheritdoc/>
    public TrainingState? Load()
    {
        try
        {
            var texts = SafetensorsFile.ReadMetadata(path);
            if (!string.Equals(texts.GetValueOrDefault(FingerprintKey), Version + fingerprint, StringComparison.Ordinal))
            {
                return null;
            }

            var tensors = SafetensorsFile.Load(path);
            if (!string.Equals(texts.GetValueOrDefault(ChecksumKey), Checksum(tensors, texts[PositionKey]), StringComparison.Ordinal)
                || !tensors.Remove(OptimizerKey, out var optimizer)
                || JsonSerializer.Deserialize(texts[PositionKey], TrainingStateJson.Default.TrainingPosition) is not { } position)
            {
                return null;
            }

            return new TrainingState(tensors, optimizer.data<byte>().ToArray(), position);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Whatever is wrong with it, training anew is right.
            return null;
        }
    }

    /// <inheritdoc/>
    public void Save(TrainingState state)
    {
        if (isGivenUp)
        {
            return;
        }

        try
        {
            Write(state);
        }
        catch (GateException e)
        {
            isGivenUp = true;
            log.Warning(Codes.OutputNotWritable, $"The training cannot be kept for a later run to go on with, and goes on without: {e.Message}");
        }

        sinceLast.Restart();
    }

    /// <summary>Forgets a training that is over.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is of no use, and does no harm.
            return;
        }
    }

    private void Write(TrainingState state)
    {
        using var scope = NewDisposeScope();
        var tensors = state.Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.detach().cpu(), StringComparer.Ordinal);
        tensors[OptimizerKey] = tensor(state.Optimizer);
        var position = JsonSerializer.Serialize(state.Position, TrainingStateJson.Default.TrainingPosition);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FingerprintKey] = Version + fingerprint,
            [PositionKey] = position,
            [ChecksumKey] = Checksum(tensors, position),
        };
        AtomicFile.Write(path, stream => SafetensorsFile.Save(stream, tensors, texts));
    }

    private static string Checksum(Dictionary<string, Tensor> tensors, string position)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(position));
        foreach (var (name, value) in tensors.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            hash.Append(Encoding.UTF8.GetBytes($"{name} {value.dtype} [{string.Join(',', value.shape)}]"));
            hash.Append(value.contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }
}

/// <summary>How the numbers of a state are written: the loss before the first step is not a number.</summary>
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingPosition))]
internal sealed partial class TrainingStateJson : JsonSerializerContext;
