namespace RobustnessGate.Attacks;

/// <summary>Adversarial training (Madry et al. 2018, arXiv 1706.06083): cross-entropy on adversarial examples alone. Costs a forward and a
/// backward pass for each step of the attack, and one of each to learn.</summary>
[CatalogEntry("pgd", "Cross-entropy on adversarial examples alone.", "Madry et al. 2018, arXiv 1706.06083")]
public sealed record PgdTraining : AdversarialMethod;
