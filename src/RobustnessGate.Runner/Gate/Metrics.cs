namespace RobustnessGate.Runner.Gate;

/// <summary>The three numbers a model is judged by.</summary>
/// <param name="Correct">Examples classified correctly as they are.</param>
/// <param name="Robust">Examples classified correctly that no attack broke.</param>
/// <param name="Examples">All examples.</param>
/// <param name="Weakest">What broke the most of them; null when nothing broke any.</param>
internal sealed record Metrics(long Correct, long Robust, long Examples, WeakestPoint? Weakest = null)
{
    public Proportion CleanAccuracy => new(Correct, Examples);

    public Proportion RobustAccuracy => new(Robust, Examples);

    /// <summary>Undefined when no example is classified correctly: then there was nothing to break.</summary>
    public Proportion AttackSuccessRate => new(Correct - Robust, Correct);
}

/// <summary>The attack that broke the most examples, and how many.</summary>
internal sealed record WeakestPoint(string Attack, long Broken);
