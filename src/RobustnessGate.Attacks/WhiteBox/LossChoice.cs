namespace RobustnessGate.Attacks;

/// <summary>The losses that users name.</summary>
public enum LossChoice
{
    /// <summary>Cross-entropy.</summary>
    CrossEntropy,

    /// <summary>Largest other logit less that of the true class (Carlini and Wagner).</summary>
    Margin,

    /// <summary>Difference of logits ratio.</summary>
    Dlr,

    /// <summary>Kullback-Leibler divergence of the prediction from that on the clean input.</summary>
    KullbackLeibler,
}

internal static class LossChoices
{
    /// <summary>The loss of that name.</summary>
    public static AttackLoss Loss(this LossChoice choice) => choice switch
    {
        LossChoice.CrossEntropy => AttackLosses.CrossEntropy,
        LossChoice.Margin => AttackLosses.Margin,
        LossChoice.Dlr => AttackLosses.DifferenceOfLogitsRatio,
        LossChoice.KullbackLeibler => AttackLosses.KullbackLeibler,
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "No loss is chosen."),
    };
}
