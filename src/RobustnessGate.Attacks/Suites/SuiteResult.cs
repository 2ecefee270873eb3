namespace RobustnessGate.Attacks;

/// <summary>What became of an example.</summary>
public enum Outcome
{
    /// <summary>Misclassified as it is.</summary>
    Misclassified,

    /// <summary>Classified correctly, and some attack broke it.</summary>
    Broken,

    /// <summary>Classified correctly, and no attack broke it.</summary>
    Robust,
}

/// <summary>What a suite found out.</summary>
/// <param name="Examples">Each example's outcome, in the order given.</param>
/// <param name="Attacks">What each attack did, in the suite's order.</param>
/// <param name="CleanPasses">The price of classifying the examples as they are.</param>
/// <param name="VerificationPasses">The price of confirming each success alone, as it is and in 8 bits.</param>
public sealed record SuiteResult(
    IReadOnlyList<ExampleResult> Examples, IReadOnlyList<AttackResult> Attacks, PassCount CleanPasses, PassCount VerificationPasses)
{
    /// <summary>The whole price.</summary>
    public PassCount Passes => Attacks.Aggregate(CleanPasses + VerificationPasses, (sum, attack) => sum + attack.Passes);
}

/// <summary>What a suite found out about one example.</summary>
/// <param name="Index">The example's number in the data.</param>
/// <param name="Label">Its true class.</param>
/// <param name="Predicted">The class predicted on it as it is.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="BrokenBy">The attack that broke it, if one did.</param>
/// <param name="Witness">The adversarial input that breaks it, if there is one.</param>
public sealed record ExampleResult(long Index, long Label, long Predicted, Outcome Outcome, string? BrokenBy, Witness? Witness);

/// <summary>What one attack of a suite did.</summary>
/// <param name="Name">The attack's name.</param>
/// <param name="Settings">Its options as they acted.</param>
/// <param name="Attempted">Examples it ran on.</param>
/// <param name="Broken">Examples it broke.</param>
/// <param name="Passes">Its price, without the confirmation of its successes.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="ZeroGradients">Examples whose first gradient was zero or not finite.</param>
/// <param name="ZeroGradientsOnPath">Examples with a gradient that was zero or not finite anywhere on the attack's path.</param>
/// <param name="Unconfirmed">Examples with a success that did not hold when looked at alone, and with no other.</param>
/// <param name="NonFiniteOutside">Examples on which the model returned values that are not finite outside the budget, and which it did not break.</param>
public sealed record AttackResult(
    string Name,
    IReadOnlyDictionary<string, object?> Settings,
    long Attempted,
    long Broken,
    PassCount Passes,
    double Seconds,
    long ZeroGradients,
    long ZeroGradientsOnPath,
    long Unconfirmed,
    long NonFiniteOutside);
