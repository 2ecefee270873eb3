namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD on the difference of logits ratio, which does not vanish where a model is overly sure. Two classes are attacked along the margin.</summary>
[CatalogEntry("APGD-DLR", "Steps with momentum that adapt their size, along the difference of logits ratio.", "Croce and Hein 2020, arXiv 2003.01690")]
public sealed record AutoPgdDlr : RestartedAutoPgd
{
    private protected override AttackLoss Objective => AttackLosses.DifferenceOfLogitsRatio;
}
