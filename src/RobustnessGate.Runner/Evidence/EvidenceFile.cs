using System.Globalization;
using System.Text.Json;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Evidence;

/// <summary><c>evidence.safetensors</c>: row i of each tensor belongs to witness i; the metadata says what was attacked, and how.</summary>
internal static class EvidenceFile
{
    public const string FileName = "evidence.safetensors";

    /// <summary>The file of the nearest successes, whose distances may be more than epsilon.</summary>
    public const string CurveFileName = "curve.safetensors";

    private const string SchemaVersion = "1";

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="Messages.GateException">RG3003: it cannot be written.</exception>
    public static void Write(string path, EvidenceRecord evidence)
    {
        using var scope = torch.NewDisposeScope();
        var entries = evidence.Entries;
        string[] attacks = [.. entries.Select(entry => entry.Attack).Distinct(StringComparer.Ordinal)];
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            ["witness"] = entries.Count == 0
                ? torch.empty([0, .. evidence.ExampleShape], dtype: float32)
                : torch.cat([.. entries.Select(entry => entry.Witness)]),
            ["index"] = Column(entries, entry => entry.Index),
            ["label"] = Column(entries, entry => entry.Label),
            ["predicted"] = Column(entries, entry => entry.Predicted),
            ["attack"] = Column(entries, entry => Array.IndexOf(attacks, entry.Attack)),
            ["distance"] = torch.tensor(entries.Select(entry => entry.Distance).ToArray()),
        };
        if (evidence.ThreatModel.Mask is { } mask)
            tensors["mask"] = mask;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schemaVersion"] = SchemaVersion,
            ["attacks"] = JsonSerializer.Serialize(attacks),
            ["norm"] = evidence.ThreatModel.Norm.Name,
            ["epsilon"] = Text(evidence.ThreatModel.Epsilon),
            ["lower"] = Text(evidence.ThreatModel.Bounds.Lower),
            ["upper"] = Text(evidence.ThreatModel.Bounds.Upper),
            ["checkpointSha256"] = evidence.CheckpointSha256,
            ["datasetSha256"] = evidence.DatasetSha256,
        };
        AtomicFile.Write(path, stream => Safetensors.Save(stream, tensors, metadata));
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a later version.</exception>
    public static EvidenceRecord Read(string path)
    {
        using var scope = torch.NewDisposeScope();
        var (tensors, metadata) = Load(path);
        if (Value(metadata, "schemaVersion") is not SchemaVersion)
            throw new InvalidDataException($"'{path}' has the evidence schema '{Value(metadata, "schemaVersion")}', this tool reads '{SchemaVersion}'.");

        var witnesses = Column(tensors, "witness", float32);
        var (index, label, predicted) = (Integers(tensors, "index"), Integers(tensors, "label"), Integers(tensors, "predicted"));
        var attack = Integers(tensors, "attack");
        var distance = Column(tensors, "distance", float64).data<double>().ToArray();
        if (Array.Exists([index, label, predicted, attack], column => column.Length != witnesses.shape[0]) || distance.Length != witnesses.shape[0])
            throw new InvalidDataException($"The columns of '{path}' differ in length.");

        var attacks = Attacks(metadata);
        if (Array.Exists(attack, position => position < 0 || position >= attacks.Length))
            throw new InvalidDataException($"'{path}' names an attack that it does not list.");

        var entries = Enumerable.Range(0, index.Length)
            .Select(row => new EvidenceEntry(
                index[row], label[row], predicted[row], attacks[attack[row]], distance[row], witnesses.narrow(0, row, 1).clone().MoveToOuterDisposeScope()))
            .ToList();
        return new EvidenceRecord(
            ThreatModelOf(metadata, MaskOf(tensors, witnesses.shape[1..])), Value(metadata, "checkpointSha256"), Value(metadata, "datasetSha256"), witnesses.shape[1..], entries);
    }

    private static (Dictionary<string, Tensor> Tensors, Dictionary<string, string> Metadata) Load(string path)
    {
        try
        {
            return (Safetensors.Load(path), Safetensors.ReadMetadata(path));
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidDataException($"The header of '{path}' is not Unicode text.", exception);
        }
    }

    private static Tensor Column(IReadOnlyList<EvidenceEntry> entries, Func<EvidenceEntry, long> value) => torch.tensor(entries.Select(value).ToArray());

    private static Tensor Column(Dictionary<string, Tensor> tensors, string name, ScalarType type) =>
        tensors.TryGetValue(name, out var tensor) && tensor.dtype == type && tensor.ndim > 0
            ? tensor
            : throw new InvalidDataException($"The evidence has no {type} tensor '{name}'.");

    private static long[] Integers(Dictionary<string, Tensor> tensors, string name) => Column(tensors, name, int64).data<long>().ToArray();

    private static string Value(Dictionary<string, string> metadata, string key) =>
        metadata.GetValueOrDefault(key) ?? throw new InvalidDataException($"The evidence has no metadata '{key}'.");

    private static string[] Attacks(Dictionary<string, string> metadata)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(Value(metadata, "attacks")) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The evidence's list of attacks is not JSON.", exception);
        }
    }

    private static Tensor? MaskOf(Dictionary<string, Tensor> tensors, long[] shape)
    {
        if (!tensors.ContainsKey("mask"))
            return null;
        var mask = Column(tensors, "mask", float32);
        return mask.shape.AsSpan().SequenceEqual(shape)
            ? mask.MoveToOuterDisposeScope()
            : throw new InvalidDataException("The evidence's mask has another shape than its witnesses.");
    }

    private static ThreatModel ThreatModelOf(Dictionary<string, string> metadata, Tensor? mask)
    {
        try
        {
            var norm = Norm.Find(Value(metadata, "norm")) ?? throw new InvalidDataException($"The evidence is in the unknown norm '{Value(metadata, "norm")}'.");
            return new ThreatModel(norm, Number(metadata, "epsilon"), new Bounds(Number(metadata, "lower"), Number(metadata, "upper"))) { Mask = mask };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidDataException("The evidence's threat model cannot be read.", exception);
        }
    }

    private static double Number(Dictionary<string, string> metadata, string key) => double.Parse(Value(metadata, key), CultureInfo.InvariantCulture);

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
