using System.Text.Json.Nodes;
using CsCheck;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Reports;

namespace RobustnessGate.Runner.Tests.Snapshots;

/// <summary>Snapshots as runs might leave them.</summary>
internal static class RandomSnapshots
{
    private static readonly string[] Attacks = ["APGD-CE", "FAB-T", "Square"];

    /// <summary>A snapshot of 1 to 60 examples of 4 classes.</summary>
    public static Gen<SnapshotDocument> Any { get; } = Gen.Int[1, 60].SelectMany(count => Examples(count).Select(Of));

    /// <summary>Two measurements of the same examples.</summary>
    public static Gen<(SnapshotDocument Before, SnapshotDocument After)> Pairs { get; } =
        Gen.Int[1, 60].SelectMany(count => Gen.Select(Gen.Long[0, 3].Array[count], Outcomes(count), Outcomes(count)))
            .Select((labels, before, after) => (Of(Examples(labels, before)), Of(Examples(labels, after))));

    public static SnapshotDocument Of(IReadOnlyList<SnapshotExample> examples) => new(
        SnapshotDocument.CurrentSchemaVersion,
        new MeasuredEntry(
            new FileEntry("test.npz", new string('d', 64)),
            "npz",
            new ThreatModelEntry("Linf", 0.1, [0, 1]),
            "standard",
            [new AttackIdentity("APGD-CE", new JsonObject { ["Steps"] = 100 })],
            null,
            examples.Count,
            0,
            Shuffle: false),
        new FileEntry("net.pt", new string('c', 64)),
        null,
        new CountsEntry(
            examples.LongCount(example => example.Outcome is not OutcomeText.Misclassified),
            examples.LongCount(example => example.Outcome is OutcomeText.Robust)),
        examples);

    /// <summary>The report of a run that came to a snapshot.</summary>
    public static ReportDocument Report(SnapshotDocument snapshot)
    {
        var (count, correct, robust) = (snapshot.Measured.Examples, snapshot.Counts.Correct, snapshot.Counts.Robust);
        return SampleReport.Failed with
        {
            Metrics = new MetricsEntry(count, Proportion.Confidence, SampleReport.Share(correct, count), SampleReport.Share(robust, count), SampleReport.Share(correct - robust, correct)),
            Examples = [.. snapshot.Examples.Select(example => new ExampleEntry(example.Index, example.Label, example.Predicted, example.Outcome, example.BrokenBy, null))],
        };
    }

    private static Gen<SnapshotExample[]> Examples(int count) =>
        Gen.Select(Gen.Long[0, 3].Array[count], Outcomes(count)).Select(Examples);

    // 0 misclassified, 1 robust, 2 and more broken by one of the attacks.
    private static Gen<int[]> Outcomes(int count) => Gen.Int[0, 1 + Attacks.Length].Array[count];

    private static SnapshotExample[] Examples(long[] labels, int[] outcomes) => [.. labels.Zip(outcomes, (label, outcome) => outcome switch
    {
        0 => (label, label + 1, OutcomeText.Misclassified, null),
        1 => (label, label, OutcomeText.Robust, null),
        _ => (label, Predicted: label, OutcomeText.Broken, BrokenBy: (string?)Attacks[outcome - 2]),
    }).Select((example, index) => new SnapshotExample(10 * index, example.label, example.Predicted, example.Item3, example.BrokenBy))];
}
