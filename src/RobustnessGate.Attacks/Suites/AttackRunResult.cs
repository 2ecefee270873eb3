namespace RobustnessGate.Attacks;

/// <summary>What one attack did to one block of examples.</summary>
/// <param name="Witnesses">The adversarial inputs it found, at most one for each example.</param>
/// <param name="Passes">Its price, without the confirmation of its successes.</param>
/// <param name="VerificationPasses">The price of confirming each success alone, as it is and in 8 bits.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="ZeroGradients">Examples whose first gradient was zero or not finite.</param>
/// <param name="ZeroGradientsOnPath">Examples with a gradient that was zero or not finite anywhere on the attack's path.</param>
/// <param name="Unconfirmed">Examples with a success that did not hold when looked at alone, and with no other.</param>
/// <param name="NonFiniteOutside">Examples on which the model returned values that are not finite outside the budget, and which it did not break.</param>
/// <param name="LowestMargins">By example, the smallest margin it found within the budget; empty for an attack that leaves the budget on its way.</param>
public sealed record AttackRunResult(
    IReadOnlyList<Witness> Witnesses,
    PassCount Passes,
    PassCount VerificationPasses,
    double Seconds,
    long ZeroGradients,
    long ZeroGradientsOnPath,
    long Unconfirmed,
    long NonFiniteOutside,
    IReadOnlyDictionary<long, float> LowestMargins);
