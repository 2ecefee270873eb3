using System.Globalization;
using System.Text.Json.Nodes;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;

namespace RobustnessGate.Runner.Comparisons;

/// <summary>Says whether two measurements can be compared: the checkpoint may differ, it is what is compared.</summary>
internal static class Comparability
{
    /// <summary>The first thing that sets two measurements apart; null when there is none.</summary>
    public static string? Difference(MeasuredEntry before, MeasuredEntry after)
    {
        (string Name, object? Before, object? After)[] compared =
        [
            ("dataset", before.Dataset.Sha256, after.Dataset.Sha256),
            ("dataset format", before.DatasetFormat, after.DatasetFormat),
            ("norm", before.ThreatModel.Norm, after.ThreatModel.Norm),
            ("epsilon", before.ThreatModel.Epsilon, after.ThreatModel.Epsilon),
            ("bounds", List(before.ThreatModel.Bounds), List(after.ThreatModel.Bounds)),
            ("mask", before.ThreatModel.Mask?.Sha256 ?? "none", after.ThreatModel.Mask?.Sha256 ?? "none"),
            ("number of examples", before.Examples, after.Examples),
            ("shuffle", before.Shuffle, after.Shuffle),
            ("seed", before.Seed, after.Seed),
            ("suite", before.Suite, after.Suite),
            ("attacks", Names(before.Attacks), Names(after.Attacks)),
            // Its attacks count in the verdict.
            ("curve", Names(before.Curve), Names(after.Curve)),
        ];
        if (Array.Find(compared, pair => !Equals(pair.Before, pair.After)) is { Name: not null } different)
        {
            return FormattableString.Invariant($"{different.Name} {different.Before} instead of {different.After}");
        }

        return Attacks(before).Zip(Attacks(after)).FirstOrDefault(pair => !JsonNode.DeepEquals(pair.First.Settings, pair.Second.Settings)) is { First: { } attack }
            ? $"{attack.Name} with other options"
            : null;
    }

    /// <summary>The same for two measurements that are done.</summary>
    public static string? Difference(SnapshotDocument before, SnapshotDocument after) =>
        Difference(before.Measured, after.Measured)
        ?? (before.Examples.Zip(after.Examples).Any(pair => pair.First.Index != pair.Second.Index || pair.First.Label != pair.Second.Label) ? "other examples" : null);

    private static IEnumerable<AttackIdentity> Attacks(MeasuredEntry measured) => measured.Attacks.Concat(measured.Curve ?? []);

    private static string Names(IEnumerable<AttackIdentity>? attacks) => attacks is null ? "none" : List(attacks.Select(attack => attack.Name));

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items.Select(item => Convert.ToString(item, CultureInfo.InvariantCulture)));
}
