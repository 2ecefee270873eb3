using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.History;

/// <summary>An entry of a history beside the one before it.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Before">The latest earlier one of the same examples within the same threat model; null when there is none.</param>
/// <param name="Change">What changed in robust accuracy since; null where nothing can be compared.</param>
internal sealed record TrendPoint(HistoryEntry Entry, HistoryEntry? Before, ShareChangeEntry? Change)
{
    /// <summary>Robust accuracy fell by more than chance explains.</summary>
    public bool Fell => Change is { Difference: < 0, ExceedsChance: true };

    /// <summary>What there is to say about it.</summary>
    public string Note
    {
        get
        {
            if (Entry.Examples is null)
            {
                return "not measured";
            }

            if (Before is not { } before || Change is not { } change)
            {
                return "nothing to compare with";
            }

            string[] notes =
            [
                ComparisonText.Counts(change),
                .. before.Checkpoint.Sha256 == Entry.Checkpoint.Sha256 ? (string[])[] : ["another checkpoint"],
                .. before.Suite == Entry.Suite ? (string[])[] : ["another suite"],
                .. before.Tool == Entry.Tool ? (string[])[] : ["another version of the tool"],
            ];
            return string.Join("; ", notes);
        }
    }
}

/// <summary>Puts the entries of a history in the order of time, each beside the one before it.</summary>
internal static class Trend
{
    public static IReadOnlyList<TrendPoint> Of(IEnumerable<HistoryEntry> entries)
    {
        var latest = new Dictionary<string, HistoryEntry>(StringComparer.Ordinal);
        var points = new List<TrendPoint>();
        foreach (var entry in entries.OrderBy(entry => entry.Date, StringComparer.Ordinal))
        {
            if (entry is not { Examples: { } examples, RobustAccuracy: { } robust })
            {
                points.Add(new TrendPoint(entry, null, null));
                continue;
            }

            var key = Key(entry, examples);
            var before = latest.GetValueOrDefault(key);
            points.Add(new TrendPoint(entry, before, before is null ? null : Change(before, examples, robust.Of)));
            latest[key] = entry;
        }

        return points;
    }

    private static ShareChangeEntry Change(HistoryEntry before, HistoryExamples after, long count) =>
        PairedShares.Of([.. before.Examples!.Bits(count).Zip(after.Bits(count))]).Entry();

    private static string Key(HistoryEntry entry, HistoryExamples examples)
    {
        var threat = entry.ThreatModel;
        return FormattableString.Invariant($"{examples.Sha256} {threat.Norm} {threat.Epsilon:R} {string.Join(' ', threat.Bounds.Select(bound => FormattableString.Invariant($"{bound:R}")))} {threat.Mask?.Sha256}");
    }
}
