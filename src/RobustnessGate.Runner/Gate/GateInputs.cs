using System.Text.Json.Nodes;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>Says what a run is going to measure, by content, before it measures anything.</summary>
internal static class GateInputs
{
    private static readonly InputKind ModelAssembly =
        new("model assembly", SettingCatalog.Model.ToString(), Codes.ModelAssemblyUnusable, Codes.ModelAssemblyUnusable);

    /// <exception cref="GateException">An input file cannot be read.</exception>
    public static MeasurementIdentity Identify(GateSettings settings, Dataset data, Engine engine, int batchSize) => new(
        new InputsEntry(
            new FileEntry(Path.GetFileName(settings.Checkpoint.Path), Sha256.OfFile(settings.Checkpoint.Path, InputKind.Checkpoint)),
            settings.Checkpoint.Class,
            settings.Checkpoint.Class is null ? null : Assembly(settings.Checkpoint.Assembly!),
            new FileEntry(Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Dataset)), Sha256.OfFiles(data.Files, InputKind.Dataset)),
            data.Format),
        ThreatModel(settings.ThreatModel, settings.Mask),
        settings.Suite.Name,
        Attacks(settings.Suite, settings.ThreatModel),
        data.Indices.Count,
        settings.Seed,
        settings.Shuffle,
        engine.Describe(batchSize),
        settings.Curve is { } curve ? Attacks(curve, settings.ThreatModel) : null,
        settings.Slices);

    /// <summary>What the adversary may do.</summary>
    /// <exception cref="GateException">The mask cannot be read.</exception>
    public static ThreatModelEntry ThreatModel(ThreatModel threat, string? mask) => new(
        threat.Norm.Name,
        threat.Epsilon,
        [threat.Bounds.Lower, threat.Bounds.Upper],
        mask is null ? null : new FileEntry(Path.GetFileName(mask), Sha256.OfFile(mask, InputKind.Mask)));

    /// <summary>An attack's options as JSON values.</summary>
    public static JsonObject Settings(IReadOnlyDictionary<string, object?> options) =>
        new(options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => KeyValuePair.Create(option.Key, Value(option.Value))));

    private static IReadOnlyList<AttackIdentity> Attacks(Suite suite, ThreatModel threat) =>
        [.. suite.Attacks.Select(attack => new AttackIdentity(attack.Name, Settings(attack.Settings(threat))))];

    /// <summary>The model's assembly with all beside it: layers may come from a library there.</summary>
    /// <exception cref="GateException">A file cannot be read.</exception>
    public static FileEntry Assembly(string path)
    {
        InputFile.RequireFile(path, ModelAssembly);
        var files = Directory.GetFiles(Path.GetDirectoryName(Path.GetFullPath(path))!, "*.dll");
        return new FileEntry(Path.GetFileName(path), Sha256.OfFiles([.. files.Union([Path.GetFullPath(path)], StringComparer.Ordinal)], ModelAssembly));
    }

    /// <summary>An option's value as a JSON value.</summary>
    public static JsonNode? Value(object? value) => value switch
    {
        null => null,
        bool flag => flag,
        int count => count,
        long count => count,
        double number => number,
        string text => text,
        _ => throw new NotSupportedException($"No JSON form for an option of type {value.GetType()}."),
    };
}
