using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Picks pairs of features by their adversarial saliency (Papernot et al. 2016, arXiv 1511.07528, algorithm 3).</summary>
internal static class SaliencyPairs
{
    /// <summary>The pair of each row, [B, n], with 1 at its features and 0 elsewhere. A single feature where there is no other, none where there is none.</summary>
    /// <param name="raised">How much each feature raises the target's logit, [B, n].</param>
    /// <param name="lowered">How much it lowers the sum of the others, [B, n].</param>
    /// <param name="domain">The features that can move, [B, n] of bool.</param>
    /// <param name="best">How many of the best features by either measure, and by both, form pairs.</param>
    /// <param name="classes">How many classes there are.</param>
    public static Tensor Choose(Tensor raised, Tensor lowered, Tensor domain, int best, int classes)
    {
        var features = Shortlist(raised, lowered, domain, best);
        var (pair, isSalient) = MostSalient(raised.gather(1, features), lowered.gather(1, features), domain.gather(1, features), features);
        var (_, steepest) = (raised + lowered / (classes - 1)).masked_fill(~domain, double.NegativeInfinity).topk((int)Math.Min(2, raised.shape[1]), 1);
        var chosen = where(isSalient.unsqueeze(1), OneHot(raised, pair), OneHot(raised, steepest));
        return chosen * domain;
    }

    // Indices of features, [B, m]. With no more than would be listed, all of them.
    private static Tensor Shortlist(Tensor raised, Tensor lowered, Tensor domain, int best)
    {
        if (raised.shape[1] <= 3 * best)
            return arange(raised.shape[1], ScalarType.Int64, raised.device).unsqueeze(0).expand(raised.shape[0], raised.shape[1]);
        var both = raised.clamp_min(0) * lowered.clamp_min(0);
        return cat([.. new[] { raised, lowered, both }.Select(measure => measure.masked_fill(~domain, double.NegativeInfinity).topk(best, 1).indexes)], 1);
    }

    // The two features of the pair with the largest product, [B, 2], and whether it raises the one and lowers the other.
    private static (Tensor Pair, Tensor IsSalient) MostSalient(Tensor raised, Tensor lowered, Tensor domain, Tensor features)
    {
        using var scope = NewDisposeScope();
        var count = features.shape[1];
        var product = Sums(raised.masked_fill(~domain, double.NegativeInfinity)).mul_(Sums(lowered.masked_fill(~domain, double.NegativeInfinity)));
        // A feature may be listed twice; it makes no pair with itself.
        product.masked_fill_(features.unsqueeze(1) == features.unsqueeze(2), 0);
        var (largest, position) = product.flatten(1).max(1);
        var places = stack([position.floor_divide(count), position.remainder(count)], 1);
        return (features.gather(1, places).MoveToOuterDisposeScope(), (largest > 0).MoveToOuterDisposeScope());
    }

    // The positive parts of the sums of each pair, [B, m, m].
    private static Tensor Sums(Tensor values) => (values.unsqueeze(1) + values.unsqueeze(2)).clamp_min_(0);

    private static Tensor OneHot(Tensor like, Tensor places) => zeros_like(like).scatter(1, places, ones_like(places).to(like.dtype));
}
