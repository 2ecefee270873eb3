namespace RobustnessGate.Attacks;

/// <summary>What the numbers are that a model returns for each class.</summary>
public enum OutputKind
{
    /// <summary>Scores of any size; their softmax are probabilities.</summary>
    Logits,

    /// <summary>Probabilities; attacks see their logarithms, which are logits.</summary>
    Probabilities,
}
