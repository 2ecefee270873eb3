namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>What each attack did.</summary>
internal static class AttacksSection
{
    public static IEnumerable<Section> Of(ReportDocument report)
    {
        if (report.Attacks.Count > 0)
        {
            yield return new Section("the attacks", Importance.Attacks, report.Attacks.Count, $"""
                ### Attacks

                | attack | attempted | broken | forward passes | backward passes |
                |---|--:|--:|--:|--:|
                {Markup.Concat(report.Attacks.Select(Row))}
                """);
        }
    }

    private static Markup Row(AttackEntry attack) =>
        $"| {attack.Name} | {attack.Attempted} | {attack.Broken} | {attack.ForwardPasses} | {attack.BackwardPasses} |\n";
}
