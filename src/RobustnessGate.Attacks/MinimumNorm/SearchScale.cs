using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The length that the papers' step sizes and radii, made for inputs in [0, 1], are multiples of.</summary>
internal static class SearchScale
{
    // Far enough past the linear estimate that it does not limit the search on images in [0, 1], where the papers have 1.
    private const double Reach = 5;

    /// <summary>The width of the bounds, or some times the Euclidean distance at which the linearised model changes its mind, where the
    /// bounds are much wider than that; [B].</summary>
    /// <param name="rows">The examples.</param>
    /// <param name="logits">The logits at the clean inputs, [B, K].</param>
    /// <param name="gradient">The gradient there of what the attack lets grow, [B, ...].</param>
    public static Tensor Of(Rows rows, Tensor logits, Tensor gradient) =>
        (Reach * AttackLosses.Margin(logits, rows).abs() / Norm.L2.Length(gradient).clamp_min(Norm.SmallestLength))
            .clamp(Norm.SmallestLength, rows.Threat.Bounds.Width);
}
