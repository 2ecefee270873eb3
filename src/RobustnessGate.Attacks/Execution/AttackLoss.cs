using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What an attack wants to grow: maps logits [B, K] of the rows' candidates to a loss for each row, [B].</summary>
public delegate Tensor AttackLoss(Tensor logits, Rows rows);

/// <summary>The losses of the literature, one value a row.</summary>
public static class AttackLosses
{
    /// <summary>Cross-entropy of the true class; with targets, the negative cross-entropy of the target.</summary>
    public static Tensor CrossEntropy(Tensor logits, Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Targets is { } targets
            ? -nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None)
            : nn.functional.cross_entropy(logits, rows.Labels, reduction: nn.Reduction.None);
    }
}
