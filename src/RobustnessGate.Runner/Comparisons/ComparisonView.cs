using System.Globalization;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using Spectre.Console;
using static RobustnessGate.Runner.Reports.ConsoleText;

namespace RobustnessGate.Runner.Comparisons;

/// <summary>Two measurements on a screen: what was compared, what changed, and whether that is more than chance.</summary>
internal static class ComparisonView
{
    // As many as fit a screen; --json has them all.
    private const int MostExamples = 20;

    // Enough to tell one from another.
    private const int DigestShown = 12;

    /// <param name="console">Where it is shown.</param>
    /// <param name="before">The earlier measurement.</param>
    /// <param name="after">The later one.</param>
    /// <param name="comparison">The two compared.</param>
    public static void Write(IAnsiConsole console, Measurement before, Measurement after, ComparisonEntry comparison)
    {
        WriteLine(console, $"before: {Described(before)}");
        WriteLine(console, $"after:  {Described(after)}");
        console.WriteLine();
        if (comparison.Change is not { } change)
        {
            WriteLine(console, ComparisonText.Sentence(comparison));
            return;
        }

        var measured = after.Snapshot.Measured;
        WriteLine(console, Invariant($"the same {measured.Examples} examples of {measured.Dataset.Name}, {measured.ThreatModel.Norm} within {measured.ThreatModel.Epsilon:G4}, suite {measured.Suite}, seed {measured.Seed}"));
        WriteLine(console, before.Snapshot.Checkpoint.Sha256 == after.Snapshot.Checkpoint.Sha256
            ? "the checkpoint is the same: what changed, if anything, is the tool, the machine or the model's code"
            : "the checkpoint is another");
        console.WriteLine();
        console.Write(Shares(change));
        console.WriteLine();
        WriteLine(console, ComparisonText.Sentence(comparison));
        if (change.Examples.Count == 0)
        {
            return;
        }

        console.WriteLine();
        console.Write(Classes(change.Classes));
        console.WriteLine();
        WriteExamples(console, change.Examples);
    }

    private static string Described(Measurement measurement) => Invariant(
        $"{measurement.File.Name} ({(measurement.IsReport ? "report" : "snapshot")} of {measurement.Snapshot.Checkpoint.Name}, SHA-256 {measurement.Snapshot.Checkpoint.Sha256[..Math.Min(DigestShown, measurement.Snapshot.Checkpoint.Sha256.Length)]}...)");

    private static Table Shares(ChangeEntry change)
    {
        var table = NewTable("metric", "before", "after", "change", "95 % interval", "lost", "gained", "p");
        AddShare(table, "clean accuracy", change.CleanAccuracy);
        AddShare(table, "robust accuracy", change.RobustAccuracy);
        return table;
    }

    private static void AddShare(Table table, string name, ShareChangeEntry share) => AddRow(
        table,
        name,
        Share.Text(share.Before),
        Share.Text(share.After),
        Signed(share.Difference),
        $"{Signed(share.Low)} to {Signed(share.High)}",
        Count(share.Lost),
        Count(share.Gained),
        ComparisonText.PValue(share.PValue)["p ".Length..].TrimStart('=', ' '));

    private static Table Classes(IEnumerable<ClassChangeEntry> classes)
    {
        var table = NewTable("class", "examples", "robust before", "robust after", "broke", "repaired");
        foreach (var changed in classes.Where(each => each.Lost + each.Gained > 0))
        {
            AddRow(table, Count(changed.Label), Count(changed.Examples), Count(changed.RobustBefore), Count(changed.RobustAfter), Count(changed.Lost), Count(changed.Gained));
        }

        return table;
    }

    private static void WriteExamples(IAnsiConsole console, IReadOnlyList<ExampleChangeEntry> examples)
    {
        var table = NewTable("example", "class", "before", "after");
        foreach (var column in table.Columns)
        {
            column.LeftAligned();
        }

        foreach (var example in examples.Take(MostExamples))
        {
            AddRow(
                table,
                Count(example.Index),
                Count(example.Label),
                ComparisonText.Outcome(example.Before, example.BrokenByBefore),
                ComparisonText.Outcome(example.After, example.BrokenBy));
        }

        console.Write(table);
        if (examples.Count > MostExamples)
        {
            WriteLine(console, Invariant($"and {examples.Count - MostExamples} more examples whose outcome differs (--json lists them all)"));
        }

        var attacks = examples.Where(example => example.After is OutcomeText.Broken).GroupBy(example => example.BrokenBy).OrderByDescending(attack => attack.Count()).ThenBy(attack => attack.Key, StringComparer.Ordinal);
        if (attacks.Any())
        {
            console.WriteLine();
            WriteLine(console, $"newly broken by: {string.Join(", ", attacks.Select(attack => Invariant($"{attack.Key} {attack.Count()}")))}");
        }
    }

    private static string Signed(double value) => value.ToString("+0.000;-0.000;0.000", CultureInfo.InvariantCulture);

    private static string Count(long count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
