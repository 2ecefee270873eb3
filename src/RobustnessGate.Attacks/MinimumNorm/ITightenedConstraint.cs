using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What Carlini and Wagner's L0 and Linf attacks demand of a perturbation, more with each success. Perturbations are in units of
/// the valid range, [B, ...].</summary>
internal interface ITightenedConstraint
{
    void Start(Rows rows);

    /// <summary>The points that keep the constraint, in place of those that may not.</summary>
    TanhSpace Restrict(Rows rows, TanhSpace space);

    /// <summary>What is minimised beside the margin, [B], and its derivative by a perturbation that may not keep the constraint.</summary>
    (Tensor Value, Tensor Slope) Penalty(Rows rows, Tensor perturbation);

    /// <summary>Demands more of the rows in <paramref name="succeeded"/> [B], or ends them where that makes no sense.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="succeeded">The rows whose perturbation succeeds.</param>
    /// <param name="perturbation">The perturbations.</param>
    /// <param name="slope">The gradient of the margin at the perturbed points, [B, ...].</param>
    void Tighten(Rows rows, Tensor succeeded, Tensor perturbation, Tensor slope);

    /// <summary>Demands less of rows that failed with every constant, [B] of bool, or ends them.</summary>
    void Relax(Rows rows, Tensor exhausted);
}
