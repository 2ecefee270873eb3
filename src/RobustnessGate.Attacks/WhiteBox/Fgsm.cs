using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Fast gradient sign method (Goodfellow et al. 2015, arXiv 1412.6572): the whole budget in one step along the gradient.
/// In L2 the normalised gradient, in L1 the features with the largest gradients, each up to its bound. Costs 2 forward passes and 1 backward pass.</summary>
[CatalogEntry("FGSM", "One step of the whole budget along the gradient.", "Goodfellow et al. 2015, arXiv 1412.6572")]
public sealed record Fgsm : GradientAttack
{
    private protected override int StepCount => 1;

    private protected override Tensor Move(Rows rows, Tensor gradient) =>
        rows.SteepestStep(gradient, rows.Candidates, _ => rows.Threat.Epsilon);
}
