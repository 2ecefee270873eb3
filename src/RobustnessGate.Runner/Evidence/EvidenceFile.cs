using System.Text.Json;
using RobustnessGate.Runner.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Evidence;

/// <summary><c>evidence.safetensors</c>: row i of each tensor belongs to witness i; the metadata says what was attacked, and how.</summary>
internal static class EvidenceFile
{
    public const string FileName = "evidence.safetensors";

    /// <summary>The file of the nearest successes, whose distances may be more than epsilon.</summary>
    public const string CurveFileName = "curve.safetensors";

    private const string Kind = "evidence";
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
            ["witness"] = Inputs(evidence, [.. entries.Select(entry => entry.Witness)]),
            ["index"] = Column(entries, entry => entry.Index),
            ["label"] = Column(entries, entry => entry.Label),
            ["predicted"] = Column(entries, entry => entry.Predicted),
            ["attack"] = Column(entries, entry => Array.IndexOf(attacks, entry.Attack)),
            ["distance"] = torch.tensor(entries.Select(entry => entry.Distance).ToArray()),
        };
        Tensor[] clean = [.. entries.Select(entry => entry.Clean).OfType<Tensor>()];
        if (clean.Length == entries.Count)
            tensors["clean"] = Inputs(evidence, clean);
        if (evidence.ThreatModel.Mask is { } mask)
            tensors["mask"] = mask;
        var provenance = new Provenance(evidence.ThreatModel, evidence.CheckpointSha256, evidence.DatasetSha256);
        TensorFile.Write(path, SchemaVersion, tensors, provenance.Metadata.Append(new("attacks", JsonSerializer.Serialize(attacks))));
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or of a later version.</exception>
    public static EvidenceRecord Read(string path)
    {
        using var scope = torch.NewDisposeScope();
        var file = TensorFile.Read(path, Kind, SchemaVersion);
        var witnesses = file.Rows("witness", float32);
        var (index, label, predicted) = (Integers(file, "index"), Integers(file, "label"), Integers(file, "predicted"));
        var attack = Integers(file, "attack");
        var distance = file.Rows("distance", float64).data<double>().ToArray();
        if (Array.Exists([index, label, predicted, attack], column => column.Length != witnesses.shape[0]) || distance.Length != witnesses.shape[0])
            throw new InvalidDataException($"The columns of '{path}' differ in length.");

        var clean = file.Find("clean", float32);
        if (clean is not null && !clean.shape.AsSpan().SequenceEqual(witnesses.shape))
            throw new InvalidDataException($"The clean inputs of '{path}' have another shape than its witnesses.");

        var attacks = Attacks(file);
        if (Array.Exists(attack, position => position < 0 || position >= attacks.Length))
            throw new InvalidDataException($"'{path}' names an attack that it does not list.");

        var provenance = Provenance.Of(file, MaskOf(file, witnesses.shape[1..]));
        var entries = Enumerable.Range(0, index.Length)
            .Select(row => new EvidenceEntry(
                index[row], label[row], predicted[row], attacks[attack[row]], distance[row], Row(witnesses, row), clean is null ? null : Row(clean, row)))
            .ToList();
        return new EvidenceRecord(provenance.ThreatModel, provenance.CheckpointSha256, provenance.DatasetSha256, witnesses.shape[1..], entries);
    }

    private static Tensor Inputs(EvidenceRecord evidence, Tensor[] rows) =>
        rows.Length == 0 ? torch.empty([0, .. evidence.ExampleShape], dtype: float32) : torch.cat(rows);

    private static Tensor Row(Tensor inputs, int row) => inputs.narrow(0, row, 1).MoveToOuterDisposeScope();

    private static Tensor Column(IReadOnlyList<EvidenceEntry> entries, Func<EvidenceEntry, long> value) => torch.tensor(entries.Select(value).ToArray());

    private static long[] Integers(TensorFile file, string name) => file.Rows(name, int64).data<long>().ToArray();

    private static string[] Attacks(TensorFile file)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(file.Text("attacks")) ?? [];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("The evidence's list of attacks is not JSON.", exception);
        }
    }

    private static Tensor? MaskOf(TensorFile file, long[] shape)
    {
        var mask = file.Find("mask", float32);
        return mask is null || mask.shape.AsSpan().SequenceEqual(shape)
            ? mask?.MoveToOuterDisposeScope()
            : throw new InvalidDataException("The evidence's mask has another shape than its witnesses.");
    }
}
