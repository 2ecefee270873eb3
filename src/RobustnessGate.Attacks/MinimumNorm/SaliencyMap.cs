using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Jacobian-based saliency map attack (Papernot et al. 2016, arXiv 1511.07528, algorithms 2 and 3): again and again the pair of features
/// changes that raises the target's logit and lowers the sum of the others the most. Any misclassification is success.</summary>
/// <remarks>L0; needs gradients. A step costs a forward and two backward passes, one for the target's logit and one for the sum of the others,
/// whatever the number of classes. Pairs are formed among the features that are best by the first, by the second, or by both, about
/// <see cref="Candidates"/> in all, so that memory grows with the features and not with their square; with fewer features the choice is exact. Where no
/// pair does both, the two features with the largest difference change, where the paper gives up. A run ends when it has changed as many
/// features as epsilon allows or as the nearest success has, since the set of changed features only grows.</remarks>
[CatalogEntry("JSMA", "Pairs of features with the largest saliency are moved to a bound.", "Papernot et al. 2016, arXiv 1511.07528", "SaliencyMap")]
public sealed record SaliencyMap : Attack
{
    /// <summary>The change of a feature in a step, as a share of the valid range.</summary>
    [NamedOption("Change of a feature in a step, as a share of the valid range; negative to lower features.", Minimum = -1, Maximum = 1)]
    public double Theta { get; init; } = 1;

    /// <summary>The largest share of features that change.</summary>
    [NamedOption("Largest share of the features that may change.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double Gamma { get; init; } = 0.1;

    /// <summary>How many classes to drive towards, in order of their logits on the clean input.</summary>
    [NamedOption("Number of classes to drive towards, the likeliest first.", Minimum = 1)]
    public int Targets { get; init; } = 9;

    /// <summary>About how many features are looked at in pairs.</summary>
    [NamedOption("Number of features of which pairs are formed.", Minimum = 3)]
    public int Candidates { get; init; } = 255;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Math.Min(Targets, classes - 1);

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L0;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Candidates = rows.Clean;
        if (rows.Targets is null)
            rows.Targets = TargetChoices.ByRun(rows);
        else
            // Where the user gave targets, these are the only ones.
            rows.Finish(rows.PerRow((_, run) => run) > 0);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var points = rows.Candidates;
        var (raised, lowered) = Saliency(rows, points);
        var domain = Domain(rows, points);
        var chosen = SaliencyPairs.Choose(raised.flatten(1), lowered.flatten(1), domain.flatten(1), Candidates / 3, rows.Classes).reshape(points.shape);

        var length = rows.Norm.Length(points - rows.Clean);
        rows.Finish((length >= rows.NearestDistance.clamp_max(rows.Threat.Epsilon)) | ~domain.flatten(1).any(1));
        rows.Candidates = rows.Box.Clamp(points + chosen * (Theta * (rows.Box.Upper - rows.Box.Lower)));
        rows.TestAndFinishAfter(rows.Candidates, Math.Max(1, (int)(rows.Features * Gamma / 2)));
    }

    // The features that can still move.
    private Tensor Domain(Rows rows, Tensor points) =>
        rows.Freeze((Theta > 0 ? points < rows.Box.Upper : points > rows.Box.Lower).to(points.dtype)) > 0;

    // By how much a move of each feature raises the target's logit, and by how much it lowers the sum of the others.
    private (Tensor Raised, Tensor Lowered) Saliency(Rows rows, Tensor points)
    {
        var target = zeros_like(rows.CleanLogits).scatter(1, rows.Targets!.unsqueeze(1), ones_like(rows.Targets!.unsqueeze(1)).to(rows.CleanLogits.dtype));
        var sign = Math.Sign(Theta);
        using var linear = rows.Linearize(points);
        return (sign * linear.Gradient(target), -sign * linear.Gradient(1 - target));
    }
}
