namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD on the targeted difference of logits ratio, once for each of the likeliest other classes. Any misclassification is
/// success. A model with fewer other classes than asked for has all of them attacked.</summary>
[CatalogEntry("APGD-T", "Auto-PGD towards each of the likeliest other classes.", "Croce and Hein 2020, arXiv 2003.01690")]
public sealed record AutoPgdTargeted : AutoPgd
{
    /// <summary>How many classes to drive towards, in order of their logits on the clean input.</summary>
    [NamedOption("Number of classes to drive towards, the likeliest first.", Minimum = 1)]
    public int Targets { get; init; } = 9;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Math.Min(Targets, classes - 1);

    private protected override AttackLoss Objective => AttackLosses.DifferenceOfLogitsRatio;

    private protected override void Aim(Rows rows)
    {
        // Where the user gave targets, these are the only ones.
        if (rows.Targets is null)
            rows.Targets = TargetChoices.ByRun(rows);
    }
}
