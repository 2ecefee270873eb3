using System.Globalization;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Comparisons;

/// <summary>The words for a change, the same in every view.</summary>
internal static class ComparisonText
{
    private const double SmallestShown = 0.0001;

    /// <summary>The whole comparison in a sentence without its full stop.</summary>
    public static string Sentence(ComparisonEntry comparison) => comparison.Change is { } change
        ? $"{Fall(change.RobustAccuracy)} against {comparison.Baseline.Name} ({Counts(change.RobustAccuracy)})"
        : $"not comparable with {comparison.Baseline.Name}, which has {comparison.NotComparable}";

    /// <summary>How far robust accuracy moved.</summary>
    public static string Fall(ShareChangeEntry change)
    {
        var verb = change.Difference switch
        {
            < 0 => "fell by",
            > 0 => "rose by",
            _ => null,
        };
        return verb is null
            ? $"robust accuracy is {Share.Text(change.After)} as before"
            : $"robust accuracy {verb} {Share.Text(Math.Abs(change.Difference))} from {Share.Text(change.Before)} to {Share.Text(change.After)}";
    }

    /// <summary>What became of the examples, and whether that is more than chance.</summary>
    public static string Counts(ShareChangeEntry robust) => robust is { Lost: 0, Gained: 0 }
        ? "no example broke and none was repaired"
        : string.Create(CultureInfo.InvariantCulture, $"{Examples(robust.Lost)} broke and {robust.Gained} {(robust.Gained == 1 ? "was" : "were")} repaired, {Chance(robust)}, {PValue(robust.PValue)}");

    /// <summary>What the test says.</summary>
    public static string Chance(ShareChangeEntry change) => change.ExceedsChance ? "more than chance explains" : "no more than chance explains";

    /// <summary>The test's result as a number.</summary>
    public static string PValue(double value) => value < SmallestShown
        ? "p < 0.0001"
        : string.Create(CultureInfo.InvariantCulture, $"p = {value:0.####}");

    /// <summary>An outcome with the attack behind it.</summary>
    public static string Outcome(string outcome, string? brokenBy) => brokenBy is null ? outcome : $"{outcome} by {brokenBy}";

    private static string Examples(long count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "example" : "examples")}");
}
