using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Targeted fast adaptive boundary attack (Croce and Hein 2020, arXiv 1907.02044, as in AutoAttack, arXiv 2003.01690): a run along the
/// boundary to each of the likeliest other classes. Any misclassification is success. A step costs one backward pass. A model with fewer other
/// classes than asked for has all of them attacked.</summary>
[CatalogEntry("FAB-T", "Goes along the boundary to each of the likeliest other classes.", "Croce and Hein 2020, arXiv 1907.02044 and 2003.01690")]
public sealed record TargetedFab : FastAdaptiveBoundary
{
    /// <summary>How many classes to go towards, in order of their logits on the clean input.</summary>
    [NamedOption("Number of classes to go towards, the likeliest first.", Minimum = 1)]
    public int Targets { get; init; } = 9;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Math.Min(Targets, classes - 1);

    // Where the user gave targets, these are the only ones.
    private protected override Tensor OtherClasses(Rows rows)
    {
        if (rows.Targets is not null)
            rows.Finish(rows.PerRow((_, run) => run) > 0);
        return TargetChoices.ByRun(rows).unsqueeze(1);
    }

    private protected override Tensor StartingPoints(Rows rows) => rows.Clean;
}
