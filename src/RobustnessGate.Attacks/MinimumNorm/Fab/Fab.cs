using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Fast adaptive boundary attack (Croce and Hein 2020, arXiv 1907.02044): towards whichever other class is nearest in the linearised
/// model. A step costs a backward pass for each other class; gradients are taken one at a time, so that memory does not grow with the classes.</summary>
[CatalogEntry("FAB", "Goes along the decision boundary to its nearest point, considering every class.", "Croce and Hein 2020, arXiv 1907.02044")]
public sealed record Fab : FastAdaptiveBoundary
{
    /// <summary>How many times an unbroken example is attacked: first from the clean input, then from random points.</summary>
    [NamedOption("Number of runs, the first from the clean input and the others from random points; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Restarts;

    private protected override Tensor OtherClasses(Rows rows) => TargetChoices.Likeliest(rows, rows.Classes - 1);

    private protected override Tensor StartingPoints(Rows rows)
    {
        var isFirst = rows.PerRow((_, run) => run) == 0;
        return where(isFirst.Over(rows.Clean), rows.Clean, RandomPoints(rows));
    }

    // Half as far as the nearest success or the budget.
    private static Tensor RandomPoints(Rows rows)
    {
        var random = rows.Freeze(rows.Norm == Norm.Linf ? rows.Uniform(rows.Clean.shape[1..], -1, 1) : rows.Normal(rows.Clean.shape[1..]));
        var farthest = rows.Norm.Length(rows.Box.Farthest(rows.Clean));
        var radius = minimum(rows.NearestDistance.clamp_max(rows.Threat.Epsilon), farthest) / 2;
        return rows.Box.Clamp(rows.Clean + radius.Over(random) * rows.Norm.Normalized(random));
    }
}
