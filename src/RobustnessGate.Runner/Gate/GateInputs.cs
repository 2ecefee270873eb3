using System.Text.Json.Nodes;
using RobustnessGate.Attacks;
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
            new FileEntry(Path.GetFileName(settings.Checkpoint), Sha256.OfFile(settings.Checkpoint, InputKind.Checkpoint)),
            settings.Model,
            settings.Model is null ? null : Assembly(settings.Assembly!),
            new FileEntry(Path.GetFileName(Path.TrimEndingDirectorySeparator(settings.Dataset)), Sha256.OfFiles(data.Files, InputKind.Dataset)),
            data.Format),
        new ThreatModelEntry(
            settings.ThreatModel.Norm.Name,
            settings.ThreatModel.Epsilon,
            [settings.ThreatModel.Bounds.Lower, settings.ThreatModel.Bounds.Upper],
            settings.Mask is { } mask ? new FileEntry(Path.GetFileName(mask), Sha256.OfFile(mask, InputKind.Mask)) : null),
        settings.Suite.Name,
        Attacks(settings.Suite, settings.ThreatModel),
        data.Indices.Count,
        settings.Seed,
        settings.Shuffle,
        engine.Describe(batchSize),
        settings.Curve is { } curve ? Attacks(curve, settings.ThreatModel) : null);

    /// <summary>An attack's options as JSON values.</summary>
    public static JsonObject Settings(IReadOnlyDictionary<string, object?> options) =>
        new(options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => KeyValuePair.Create(option.Key, Value(option.Value))));

    private static IReadOnlyList<AttackIdentity> Attacks(Suite suite, ThreatModel threat) =>
        [.. suite.Attacks.Select(attack => new AttackIdentity(attack.Name, Settings(attack.Settings(threat))))];

    // Layers may come from a library beside the model's own assembly.
    private static FileEntry Assembly(string path)
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
