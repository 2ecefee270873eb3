using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>The numbers.</summary>
internal static class MetricsSection
{
    public static Section Of(ReportDocument report)
    {
        var (metrics, limits) = (report.Metrics, report.Thresholds);
        Markup[] rows =
        [
            Row("clean accuracy", metrics.CleanAccuracy, "at least", limits.CleanAccuracyMin),
            Row("robust accuracy", metrics.RobustAccuracy, "at least", limits.RobustAccuracyMin),
            .. metrics.RobustAccuracy8bit is { } rounded ? [Row("robust accuracy, 8 bits", rounded, "", null)] : Array.Empty<Markup>(),
            Row("attack success rate", metrics.AttackSuccessRate, "at most", limits.AttackSuccessRateMax),
        ];
        return new Section("the numbers", Importance.Metrics, rows.Length, $"""
            | metric | measured | 95 % interval | of | threshold |
            |---|--:|--:|--:|--:|
            {Markup.Concat(rows)}
            """);
    }

    private static Markup Row(string name, ProportionEntry? share, string relation, double? limit)
    {
        var threshold = limit is { } value ? (Markup)$"{relation} {value}" : $"";
        return share is null
            ? $"| {name} | not measured | | | {threshold} |\n"
            : (Markup)$"| {name} | {Share.Text(share.Value)} | {Share.Text(share.Low)} to {Share.Text(share.High)} | {share.Count} of {share.Of} | {threshold} |\n";
    }
}
