using System.Text.Json;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Snapshots;

/// <summary>Finds out whether a snapshot agrees with itself: a number changed by hand must not become a baseline.</summary>
internal static class SnapshotCheck
{
    /// <summary>The snapshot, where it does.</summary>
    /// <exception cref="JsonException">It does not, and where.</exception>
    public static SnapshotDocument Checked(SnapshotDocument snapshot)
    {
        var (measured, examples) = (snapshot.Measured, snapshot.Examples);
        Require(measured.ThreatModel.Bounds.Count == 2, "its bounds are not two numbers");
        Require(examples.Count == measured.Examples, FormattableString.Invariant($"it lists {examples.Count} examples and says that it has {measured.Examples}"));
        Require(examples.Count > 0, "it has no examples");
        var seen = new HashSet<long>();
        foreach (var example in examples)
        {
            Require(seen.Add(example.Index), FormattableString.Invariant($"it lists example {example.Index} twice"));
            Require(AgreesWithItself(example), FormattableString.Invariant($"example {example.Index} contradicts itself"));
        }

        Require(
            snapshot.Counts.Correct == examples.LongCount(example => example.Outcome is not OutcomeText.Misclassified)
            && snapshot.Counts.Robust == examples.LongCount(example => example.Outcome is OutcomeText.Robust),
            "its counts are not those of its examples");
        return snapshot;
    }

    private static bool AgreesWithItself(SnapshotExample example) => example.Outcome switch
    {
        OutcomeText.Misclassified => example.Predicted != example.Label && example.BrokenBy is null,
        OutcomeText.Robust => example.Predicted == example.Label && example.BrokenBy is null,
        OutcomeText.Broken => example.Predicted == example.Label && example.BrokenBy is not null,
        _ => false,
    };

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new JsonException(otherwise);
        }
    }
}
