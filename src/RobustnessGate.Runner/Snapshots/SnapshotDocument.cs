using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>What a run measured and what came of it, without anything that changes between identical runs: the document
/// <c>*.robustness.verified.json</c>. <c>docs/snapshots.md</c> explains it and <c>docs/snapshot.schema.json</c> is its schema. Property order is
/// the order in the file.</summary>
/// <param name="SchemaVersion">The version of this form.</param>
/// <param name="Measured">What two measurements must have in common to be compared.</param>
/// <param name="Checkpoint">What is compared.</param>
/// <param name="Model">The class whose weights the checkpoint holds; null for TorchScript.</param>
/// <param name="Counts">The metrics.</param>
/// <param name="Examples">The examples in the order of the run.</param>
internal sealed record SnapshotDocument(
    int SchemaVersion, MeasuredEntry Measured, FileEntry Checkpoint, string? Model, CountsEntry Counts, IReadOnlyList<SnapshotExample> Examples)
{
    public const int CurrentSchemaVersion = 1;

    /// <summary>The snapshot of a report; null of one that measured nothing.</summary>
    public static SnapshotDocument? Of(ReportDocument report) => report.Metrics is { CleanAccuracy: { } clean, RobustAccuracy: { } robust }
        ? new SnapshotDocument(
            CurrentSchemaVersion,
            MeasuredEntry.Of(report),
            report.Inputs.Checkpoint,
            report.Inputs.Model,
            new CountsEntry(clean.Count, robust.Count),
            [.. report.Examples.Select(example => new SnapshotExample(example.Index, example.Label, example.Predicted, example.Outcome, example.BrokenBy))])
        : null;
}

/// <summary>What was measured on which examples, and how. The tool's version is no part of it: where a newer tool finds something else, that is to
/// be seen.</summary>
internal sealed record MeasuredEntry(
    FileEntry Dataset,
    string DatasetFormat,
    ThreatModelEntry ThreatModel,
    string Suite,
    IReadOnlyList<AttackIdentity> Attacks,
    IReadOnlyList<AttackIdentity>? Curve,
    long Examples,
    long Seed,
    bool Shuffle)
{
    /// <summary>What a report measured.</summary>
    public static MeasuredEntry Of(ReportDocument report) => new(
        report.Inputs.Dataset,
        report.Inputs.DatasetFormat,
        report.ThreatModel,
        report.Suite,
        Identities(report.Attacks),
        report.Curve is { } curve ? Identities(curve.Attacks) : null,
        report.Metrics.Examples,
        report.Seed,
        report.Shuffle);

    /// <summary>What a run is going to measure.</summary>
    public static MeasuredEntry Of(MeasurementIdentity identity) => new(
        identity.Inputs.Dataset,
        identity.Inputs.DatasetFormat,
        identity.ThreatModel,
        identity.Suite,
        identity.Attacks,
        identity.Curve,
        identity.Examples,
        identity.Seed,
        identity.Shuffle);

    private static IReadOnlyList<AttackIdentity> Identities(IEnumerable<AttackEntry> attacks) =>
        [.. attacks.Select(attack => new AttackIdentity(attack.Name, attack.Settings))];
}

/// <summary>The metrics, as numbers of examples.</summary>
/// <param name="Correct">Classified correctly as they are.</param>
/// <param name="Robust">Of these, broken by no attack.</param>
internal sealed record CountsEntry(long Correct, long Robust);

/// <summary>What became of one example.</summary>
internal sealed record SnapshotExample(long Index, long Label, long Predicted, string Outcome, string? BrokenBy);
