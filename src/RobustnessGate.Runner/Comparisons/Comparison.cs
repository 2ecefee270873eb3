using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;

namespace RobustnessGate.Runner.Comparisons;

/// <summary>Compares two measurements example by example.</summary>
internal static class Comparison
{
    /// <param name="baseline">The file of the earlier one.</param>
    /// <param name="before">The earlier one.</param>
    /// <param name="after">The later one.</param>
    public static ComparisonEntry Of(FileEntry baseline, SnapshotDocument before, SnapshotDocument after) =>
        Comparability.Difference(before, after) is { } difference
            ? new ComparisonEntry(baseline, difference, null)
            : new ComparisonEntry(baseline, null, Change([.. before.Examples.Zip(after.Examples, (one, other) => new ExamplePair(one, other))]));

    private static ChangeEntry Change(IReadOnlyList<ExamplePair> pairs) => new(
        Shares(pairs, IsCorrect).Entry(),
        Shares(pairs, IsRobust).Entry(),
        [.. pairs.GroupBy(pair => pair.Before.Label).OrderBy(label => label.Key).Select(label => Class(label.Key, [.. label]))],
        [.. pairs.Where(pair => pair.Before.Outcome != pair.After.Outcome).Select(Example)]);

    private static ClassChangeEntry Class(long label, IReadOnlyList<ExamplePair> pairs)
    {
        var robust = Shares(pairs, IsRobust);
        return new ClassChangeEntry(label, robust.Total, robust.Both + robust.Lost, robust.Both + robust.Gained, robust.Lost, robust.Gained);
    }

    private static ExampleChangeEntry Example(ExamplePair pair) => new(
        pair.After.Index, pair.After.Label, pair.Before.Outcome, pair.After.Outcome, pair.Before.BrokenBy, pair.After.BrokenBy);

    private static PairedShares Shares(IReadOnlyList<ExamplePair> pairs, Func<SnapshotExample, bool> counts) =>
        PairedShares.Of([.. pairs.Select(pair => (counts(pair.Before), counts(pair.After)))]);

    private static bool IsCorrect(SnapshotExample example) => example.Outcome is not OutcomeText.Misclassified;

    private static bool IsRobust(SnapshotExample example) => example.Outcome is OutcomeText.Robust;

    private sealed record ExamplePair(SnapshotExample Before, SnapshotExample After);
}
