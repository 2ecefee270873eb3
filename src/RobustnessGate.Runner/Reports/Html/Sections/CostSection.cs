namespace RobustnessGate.Runner.Reports.Html.Sections;

/// <summary>The price of the run, and what it was paid for.</summary>
internal static class CostSection
{
    public static object Of(ReportDocument report)
    {
        var cost = report.Cost;
        var suite = Sum("the suite", report.Attacks);
        var curve = Sum("the curve", report.Curve?.Attacks ?? []);
        var rest = new CostEntry(
            cost.ForwardPasses - suite.Cost.ForwardPasses - curve.Cost.ForwardPasses,
            cost.BackwardPasses - suite.Cost.BackwardPasses - curve.Cost.BackwardPasses,
            cost.Seconds - suite.Cost.Seconds - curve.Cost.Seconds);
        return new Content([.. new[] { suite, curve, ("everything else", rest) }.Select(RowOf)], RowOf(("together", cost)));
    }

    private static (string Purpose, CostEntry Cost) Sum(string purpose, IReadOnlyList<AttackEntry> attacks) => (purpose, new CostEntry(
        attacks.Sum(attack => attack.ForwardPasses), attacks.Sum(attack => attack.BackwardPasses), attacks.Sum(attack => attack.Seconds)));

    private static Row RowOf((string Purpose, CostEntry Cost) part) =>
        new(part.Purpose, Figures.Count(part.Cost.ForwardPasses), Figures.Count(part.Cost.BackwardPasses), Figures.Seconds(part.Cost.Seconds));

    private sealed record Content(IReadOnlyList<Row> Parts, Row Total);

    private sealed record Row(string Purpose, string Forward, string Backward, string Seconds);
}
