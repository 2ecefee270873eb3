namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD on the cross-entropy.</summary>
[CatalogEntry("APGD-CE", "Steps with momentum that adapt their size, along the cross-entropy.", "Croce and Hein 2020, arXiv 2003.01690; L1: Croce and Hein 2021, arXiv 2103.01208")]
public sealed record AutoPgdCrossEntropy : RestartedAutoPgd
{
    private protected override AttackLoss Objective => AttackLosses.CrossEntropy;
}
