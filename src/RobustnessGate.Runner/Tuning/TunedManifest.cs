using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tuning;

/// <summary>What is known of a tuned checkpoint, in a file beside it; <c>docs/tuned.schema.json</c> is its schema.</summary>
internal sealed record TunedManifestDocument
{
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    /// <summary>The tuned checkpoint.</summary>
    public required FileEntry Checkpoint { get; init; }

    /// <summary>What it was made from.</summary>
    public required TuningIdentity Request { get; init; }

    /// <summary>SHA-256 of <see cref="Request"/>: the same request makes the same checkpoint.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Every epoch, measured on the held-out examples; the parent first.</summary>
    public required IReadOnlyList<EpochEntry> Curve { get; init; }

    /// <summary>The epoch whose weights the checkpoint holds.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Why the training ended.</summary>
    public required string End { get; init; }

    public required CostEntry Cost { get; init; }
}

/// <summary>What decides the result of a training, by content.</summary>
internal sealed record TuningIdentity(
    FileEntry Parent,
    string? Model,
    FileEntry? Assembly,
    FileEntry TrainingData,
    FileEntry? GateData,
    long Examples,
    long HeldOut,
    ThreatModelEntry ThreatModel,
    string Method,
    JsonObject Settings,
    double? TimeLimitSeconds,
    long? PassLimit,
    ThresholdsEntry Thresholds,
    long Seed,
    EnvironmentEntry Environment)
{
    /// <summary>SHA-256 of the request, as lower-case hexadecimal text. The number of threads is no part of it, as in measurements.</summary>
    public string Fingerprint()
    {
        var lasting = this with { Environment = Environment with { Threads = 0 } };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(lasting, ReportJson.Default.TuningIdentity)));
    }
}

/// <summary>Reads and writes manifests.</summary>
internal static class TunedManifest
{
    /// <summary>The manifest's file.</summary>
    public static string PathOf(string checkpoint) => checkpoint + ".json";

    public static string Text(TunedManifestDocument manifest) => JsonSerializer.Serialize(manifest, ReportFile.Json.TunedManifestDocument) + "\n";

    /// <exception cref="GateException">RG3003: it cannot be written.</exception>
    public static void Write(string checkpoint, TunedManifestDocument manifest, OutputPlace place) =>
        AtomicFile.WriteText(PathOf(checkpoint), Text(manifest), place);

    /// <summary>The manifest of a checkpoint that a request would make again; null when there is none, or either file is not as it was left.</summary>
    public static TunedManifestDocument? Find(string checkpoint, TuningIdentity request)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(checkpoint)), ReportJson.Default.TunedManifestDocument);
            return manifest is { SchemaVersion: TunedManifestDocument.CurrentSchemaVersion }
                && string.Equals((manifest.Request with { Thresholds = request.Thresholds }).Fingerprint(), request.Fingerprint(), StringComparison.Ordinal)
                && IsEnough(manifest, request.Thresholds)
                && string.Equals(manifest.Checkpoint.Sha256, Sha256.OfFile(checkpoint, InputKind.Checkpoint), StringComparison.Ordinal)
                ? manifest
                : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or GateException)
        {
            // Whatever is wrong with it, training again is right.
            return null;
        }
    }

    // Thresholds choose among the epochs and may end a training early: other ones need no other training as long as they choose the same epoch,
    // and are content with where it ended.
    private static bool IsEnough(TunedManifestDocument manifest, ThresholdsEntry entry)
    {
        if (manifest.Request.Thresholds == entry)
        {
            return true;
        }

        var thresholds = new Thresholds(entry.RobustAccuracyMin, entry.AttackSuccessRateMax, entry.CleanAccuracyMin);
        var curve = manifest.Curve.Select(EpochText.Result).ToList();
        return curve.Max(new EpochSelection(thresholds.CleanAccuracyMin ?? 0))!.Epoch == manifest.BestEpoch
            && (!string.Equals(manifest.End, EpochText.Enough, StringComparison.Ordinal) || new EarlyStop(thresholds).IsEnough(curve[^1]));
    }
}
