using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What an attack wants to grow: maps logits [B, K] of the rows' points to a loss for each row, [B].</summary>
public delegate Tensor AttackLoss(Tensor logits, Rows rows);

/// <summary>The losses of the literature, one value a row. With targets each drives towards the target.</summary>
public static class AttackLosses
{
    private const double SmallestSpread = 1e-12;

    /// <summary>Cross-entropy of the true class; with targets, the negative cross-entropy of the target.</summary>
    public static Tensor CrossEntropy(Tensor logits, Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Targets is { } targets
            ? -nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None)
            : nn.functional.cross_entropy(logits, rows.Labels, reduction: nn.Reduction.None);
    }

    /// <summary>The largest other logit less that of the true class; with targets, the target's less the largest other. Positive means success.
    /// Logits [B, M, K] of M points a row give [B, M].</summary>
    public static Tensor Margin(Tensor logits, Rows rows)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Targets is { } targets ? LogitOf(logits, targets) - LargestOther(logits, targets) : LargestOther(logits, rows.Labels) - LogitOf(logits, rows.Labels);
    }

    /// <summary>Difference of logits ratio (Croce and Hein 2020, arXiv 2003.01690, equation 6): the margin in units of the distance of the
    /// first from the third logit; with targets its targeted form (equation 7), which leaves any class for the target. Where there are too few
    /// classes for the ratio, two for the first and three for the second form, the plain difference is left: three logits in the targeted ratio
    /// would make it constant for the least likely target.</summary>
    public static Tensor DifferenceOfLogitsRatio(Tensor logits, Rows rows)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(rows);
        var classes = logits.shape[1];
        var (sorted, _) = logits.sort(1, descending: true);
        var (numerator, spread) = rows.Targets is { } targets
            ? (LogitOf(logits, targets) - LogitOf(logits, rows.Labels), classes > 3 ? sorted.select(1, 0) - (sorted.select(1, 2) + sorted.select(1, 3)) / 2 : ones_like(sorted.select(1, 0)))
            : (LargestOther(logits, rows.Labels) - LogitOf(logits, rows.Labels), Spread(sorted));
        return numerator / (spread + SmallestSpread);
    }

    /// <summary>The Kullback-Leibler divergence KL(p(x) ‖ p(x')) of the prediction on a point from that on the clean input (Zhang et al. 2019, arXiv
    /// 1901.08573), which is zero, and flat, at the clean input itself.</summary>
    public static Tensor KullbackLeibler(Tensor logits, Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Divergence(rows.CleanLogits, logits);
    }

    /// <summary>KL(p ‖ q) of the distributions that logits [B, K] stand for, [B].</summary>
    internal static Tensor Divergence(Tensor from, Tensor to)
    {
        var expected = nn.functional.log_softmax(from, 1);
        return (expected.exp() * (expected - nn.functional.log_softmax(to, 1))).sum(1);
    }

    /// <summary>Logits [B, ..., K] with −∞ in place of one class of each row, [B] of int64.</summary>
    internal static Tensor Without(Tensor logits, Tensor classes) =>
        logits.scatter(-1, Column(logits, classes), full_like(Column(logits, classes), double.NegativeInfinity, logits.dtype));

    private static Tensor Spread(Tensor sorted) =>
        sorted.shape[1] > 2 ? sorted.select(1, 0) - sorted.select(1, 2) : ones_like(sorted.select(1, 0));

    private static Tensor LogitOf(Tensor logits, Tensor classes) => logits.gather(-1, Column(logits, classes)).squeeze(-1);

    private static Tensor LargestOther(Tensor logits, Tensor classes) => Without(logits, classes).amax([-1]);

    // Each row's class beside its logits, [B, ..., 1].
    private static Tensor Column(Tensor logits, Tensor classes) => classes.Over(logits).expand([.. logits.shape[..^1], 1]);
}
