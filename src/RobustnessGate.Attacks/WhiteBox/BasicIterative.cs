namespace RobustnessGate.Attacks;

/// <summary>Basic iterative method (Kurakin et al. 2017, arXiv 1607.02533): small steps along the gradient, from the clean input.
/// The step defaults to epsilon / steps. Costs a forward and a backward pass a step, and one forward pass.</summary>
[CatalogEntry("BIM", "Small steps along the gradient, from the clean input.", "Kurakin et al. 2017, arXiv 1607.02533", "I-FGSM")]
public sealed record BasicIterative : IterativeAttack;
