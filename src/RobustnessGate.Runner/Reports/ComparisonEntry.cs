namespace RobustnessGate.Runner.Reports;

/// <summary>A measurement beside an earlier one of the same examples.</summary>
/// <param name="Baseline">The earlier one.</param>
/// <param name="NotComparable">Why the two say nothing about each other; null where they can be compared.</param>
/// <param name="Change">What changed; null where they cannot be compared.</param>
internal sealed record ComparisonEntry(FileEntry Baseline, string? NotComparable, ChangeEntry? Change);

/// <summary>What changed, example by example.</summary>
/// <param name="CleanAccuracy">The change of clean accuracy.</param>
/// <param name="RobustAccuracy">The change of robust accuracy.</param>
/// <param name="Classes">Every class that has examples.</param>
/// <param name="Examples">The examples whose outcome differs, in the order of the run.</param>
internal sealed record ChangeEntry(
    ShareChangeEntry CleanAccuracy, ShareChangeEntry RobustAccuracy, IReadOnlyList<ClassChangeEntry> Classes, IReadOnlyList<ExampleChangeEntry> Examples);

/// <summary>The change of a share of paired examples.</summary>
/// <param name="Before">The share in the baseline.</param>
/// <param name="After">The share now.</param>
/// <param name="Difference">After minus before.</param>
/// <param name="Low">Lower end of its confidence interval.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Lost">Examples that counted before and count no more.</param>
/// <param name="Gained">Examples that count now and did not before.</param>
/// <param name="PValue">McNemar's exact test, two-sided: how likely so uneven a change is by chance alone.</param>
/// <param name="ExceedsChance">Whether that is below 1 minus the confidence.</param>
internal sealed record ShareChangeEntry(
    double Before, double After, double Difference, double Low, double High, long Lost, long Gained, double PValue, bool ExceedsChance);

/// <summary>The change of a class's robust examples.</summary>
internal sealed record ClassChangeEntry(long Label, long Examples, long RobustBefore, long RobustAfter, long Lost, long Gained);

/// <summary>An example whose outcome differs.</summary>
internal sealed record ExampleChangeEntry(long Index, long Label, string Before, string After, string? BrokenByBefore, string? BrokenBy);
