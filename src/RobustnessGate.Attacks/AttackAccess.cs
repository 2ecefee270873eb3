namespace RobustnessGate.Attacks;

/// <summary>What an attack needs of the model.</summary>
public enum AttackAccess
{
    /// <summary>Gradients with respect to the input: a white box.</summary>
    Gradients,

    /// <summary>The scores of the classes: a black box.</summary>
    Scores,

    /// <summary>The predicted class alone: a black box.</summary>
    Decisions,
}
