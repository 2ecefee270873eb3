using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Momentum iterative method (Dong et al. 2018, arXiv 1710.06081): steps along a decaying sum of gradients, each of
/// L1 length 1. The step defaults to epsilon / steps. Costs a forward and a backward pass a step, and one forward pass.</summary>
[CatalogEntry("MI-FGSM", "Steps along a decaying sum of gradients.", "Dong et al. 2018, arXiv 1710.06081", "MIM")]
public sealed record MomentumIterative : IterativeAttack
{
    private const string Momentum = "momentum";

    /// <summary>The share of the sum that the next step keeps (μ in the paper).</summary>
    [NamedOption("Share of the accumulated gradient that the next step keeps.", Minimum = 0)]
    public double Decay { get; init; } = 1;

    private protected override void Begin(Rows rows)
    {
        base.Begin(rows);
        rows[Momentum] = zeros_like(rows.Clean);
    }

    private protected override Tensor Move(Rows rows, Tensor gradient)
    {
        rows[Momentum] = Decay * rows[Momentum] + Norm.L1.Normalized(gradient);
        return base.Move(rows, rows[Momentum]);
    }
}
