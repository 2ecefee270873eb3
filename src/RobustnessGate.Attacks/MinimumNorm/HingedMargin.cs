using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Carlini and Wagner's f₆ = max(κ − margin, 0), to be minimised, where the margin is the largest other logit less that of the true
/// class, or with targets the target's less the largest other.</summary>
/// <param name="Value">The loss, [B].</param>
/// <param name="Gradient">Its gradient by the input, [B, ...]; zero where the margin is reached.</param>
/// <param name="Slope">The gradient of the margin itself, [B, ...].</param>
/// <param name="Reached">The rows that succeed with confidence κ, [B] of bool.</param>
internal readonly record struct HingedMargin(Tensor Value, Tensor Gradient, Tensor Slope, Tensor Reached)
{
    /// <summary>One forward and one backward pass each.</summary>
    public static HingedMargin At(Rows rows, Tensor points, double confidence)
    {
        // The plain margin is differentiated, since the hinge's zero gradient would look like a model that hides its own.
        var (logits, margin, slope) = rows.Differentiate(points, AttackLosses.Margin);
        var value = (confidence - margin).clamp_min(0);
        return new HingedMargin(value, -slope * (value > 0).Over(slope), slope, IsReached(rows, logits, margin, confidence));
    }

    /// <summary>Whether logits [B, K] with that margin [B] mean success with confidence κ, [B] of bool.</summary>
    public static Tensor IsReached(Rows rows, Tensor logits, Tensor margin, double confidence) =>
        (margin >= confidence) & rows.IsAdversarial(logits);
}
