using System.Globalization;
using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Gate;
using Spectre.Console;
using static RobustnessGate.Runner.Reports.ConsoleText;

namespace RobustnessGate.Runner.Reports;

/// <summary>The report on a screen: what was attacked, what each attack broke, the three numbers, the verdict.</summary>
internal static class SummaryView
{
    public static void Write(IAnsiConsole console, ReportDocument report, string reportPath)
    {
        var threat = report.ThreatModel;
        WriteLine(console, Invariant($"{report.Inputs.Checkpoint.Name} on {report.Metrics.Examples} examples of {report.Inputs.Dataset.Name} ({report.Inputs.DatasetFormat})"));
        WriteLine(console, Invariant($"{threat.Norm} within {threat.Epsilon:G4}, inputs from {threat.Bounds[0]} to {threat.Bounds[1]}{(threat.Mask is { } mask ? $", masked by {mask.Name}" : "")}; suite {report.Suite}, seed {report.Seed}"));
        WriteLine(console, Invariant($"{report.Environment.Device}, {report.Environment.Threads} {(report.Environment.Threads == 1 ? "thread" : "threads")}, batches of {report.Environment.BatchSize}, libtorch {report.Environment.LibTorch}"));
        console.WriteLine();
        if (report.Attacks.Count > 0)
        {
            console.Write(Attacks(report.Attacks));
            console.WriteLine();
        }

        console.Write(Metrics(report));
        console.WriteLine();
        if (report.Comparison is { } comparison)
        {
            WriteLine(console, ComparisonText.Sentence(comparison));
            console.WriteLine();
        }

        if (report.Curve is { } curve)
        {
            WriteLine(console, curve.MedianDistance is { } median
                ? Invariant($"half of the correctly classified examples are broken within {threat.Norm} {median:G4} ({string.Join(", ", curve.Attacks.Select(attack => attack.Name))})")
                : Invariant($"fewer than half of the correctly classified examples were broken at any distance ({string.Join(", ", curve.Attacks.Select(attack => attack.Name))})"));
            console.WriteLine();
        }

        if (report.Tuning is { } tuning)
        {
            WriteLine(console, Invariant($"tuned by {tuning.Method} from {tuning.Parent.Name}: epoch {tuning.BestEpoch} of {tuning.Curve.Count - 1}, {tuning.Cost.ForwardPasses:N0} forward and {tuning.Cost.BackwardPasses:N0} backward passes{(tuning.ParentReport is { } parent ? $"; {tuning.Parent.Name} had clean accuracy {Share.Text(tuning.ParentCleanAccuracy)} and robust accuracy {Share.Text(tuning.ParentRobustAccuracy)} ({parent})" : "")}"));
        }

        WriteLine(console, Cost(report.Cost));
        console.Write(new Text($"verdict: {report.Verdict}", Colour(report.Verdict)));
        console.WriteLine();
        WriteLine(console, $"report: {reportPath}");
    }

    /// <summary>The report in one line.</summary>
    public static string Line(ReportDocument report, string reportPath)
    {
        var (clean, robust) = (report.Metrics.CleanAccuracy?.Value, report.Metrics.RobustAccuracy?.Value);
        var rounded = report.Metrics.RobustAccuracy8bit?.Value;
        var in8Bits = rounded == robust ? "" : $" ({Share.Text(rounded)} against inputs of 8 bits)";
        return Invariant($"verdict {report.Verdict}{Tuned(report.Tuning)}: clean accuracy {Share.Text(clean)}, robust accuracy {Share.Text(robust)}{in8Bits} on {report.Metrics.Examples} examples within {report.ThreatModel.Norm} {report.ThreatModel.Epsilon:G4}{Median(report.Curve)}. Report: {reportPath}");
    }

    private static string Tuned(TuningEntry? tuning) => tuning is null
        ? ""
        : $" on the tuned checkpoint {tuning.Checkpoint.Name}, {tuning.Method} from {tuning.Parent.Name}{(tuning.ParentReport is null ? "" : $" (clean accuracy {Share.Text(tuning.ParentCleanAccuracy)}, robust accuracy {Share.Text(tuning.ParentRobustAccuracy)})")}";

    private static string Median(CurveEntry? curve) => curve is { MedianDistance: { } median } ? Invariant($", median distance {median:G4}") : "";

    private static Table Attacks(IReadOnlyList<AttackEntry> attacks)
    {
        var table = NewTable("attack", "attempted", "broken", "forward", "backward", "seconds");
        foreach (var attack in attacks)
        {
            AddRow(table, attack.Name, Count(attack.Attempted), Count(attack.Broken), Count(attack.ForwardPasses), Count(attack.BackwardPasses), Seconds(attack.Seconds));
        }

        return table;
    }

    private static Table Metrics(ReportDocument report)
    {
        var table = NewTable("metric", "value", "95 % interval", "of", "threshold");
        var (metrics, limits) = (report.Metrics, report.Thresholds);
        AddMetric(table, "clean accuracy", metrics.CleanAccuracy, Limit("at least", limits.CleanAccuracyMin));
        AddMetric(table, "robust accuracy", metrics.RobustAccuracy, Limit("at least", limits.RobustAccuracyMin));
        if (metrics.RobustAccuracy8bit is { } rounded)
        {
            AddMetric(table, "robust accuracy, 8 bits", rounded, "");
        }

        AddMetric(table, "attack success rate", metrics.AttackSuccessRate, Limit("at most", limits.AttackSuccessRateMax));
        if (limits.RobustAccuracyMaxDrop is not null)
        {
            var drop = limits.BaselineRobustAccuracy - metrics.RobustAccuracy?.Value;
            AddRow(table, "robust accuracy drop", Share.Text(drop), "", $"from {Share.Text(limits.BaselineRobustAccuracy)}", Limit("at most", limits.RobustAccuracyMaxDrop));
        }

        return table;
    }

    private static void AddMetric(Table table, string name, ProportionEntry? measured, string limit)
    {
        if (measured is null)
        {
            AddRow(table, name, "not measured", "", "", limit);
            return;
        }

        AddRow(table, name, Share.Text(measured.Value), $"{Share.Text(measured.Low)} to {Share.Text(measured.High)}", Invariant($"{measured.Count} of {measured.Of}"), limit);
    }

    private static Style Colour(string verdict) => new(string.Equals(verdict, VerdictText.Pass, StringComparison.Ordinal) ? Color.Green : Color.Red, decoration: Decoration.Bold);

    private static string Cost(CostEntry cost) =>
        Invariant($"cost: {Count(cost.ForwardPasses)} forward and {Count(cost.BackwardPasses)} backward passes, {Seconds(cost.Seconds)} s");

    private static string Limit(string relation, double? limit) => limit is { } value ? Invariant($"{relation} {value}") : "";

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(double seconds) => seconds.ToString("N1", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
