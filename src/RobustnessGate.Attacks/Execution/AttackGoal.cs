namespace RobustnessGate.Attacks;

/// <summary>What an attack is run for.</summary>
internal enum AttackGoal
{
    /// <summary>Any success within the budget: the first one ends the example.</summary>
    Break,

    /// <summary>The success nearest to the clean input: the attack runs to its end.</summary>
    Minimise,

    /// <summary>The point that the attack ends with, to learn from: it runs to its end, and no success is looked for.</summary>
    Craft,
}
