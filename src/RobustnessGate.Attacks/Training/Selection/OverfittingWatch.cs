namespace RobustnessGate.Attacks;

/// <summary>Finds catastrophic overfitting (Wong et al. 2020, arXiv 2001.03994): robust accuracy under a stronger attack than the one trained on
/// breaks down within part of an epoch.</summary>
/// <param name="heldOut">The examples it looks at, the first of them.</param>
internal sealed class OverfittingWatch(HeldOutEvaluation heldOut)
{
    // Wong et al.'s own rule for the fall; PGD-10 and a handful of examples tell it surely, for a small part of an epoch's price.
    private const double FallThatTells = 0.2;
    private const int Steps = 10;
    private const int Examples = 128;
    private const int LooksAnEpoch = 4;

    /// <summary>The best robust accuracy so far; null before the first look.</summary>
    public double? Best { get; set; }

    /// <summary>Whether to look after a step.</summary>
    public static bool IsDue(int step, int stepsOfEpoch) => step * LooksAnEpoch / stepsOfEpoch > (step - 1) * LooksAnEpoch / stepsOfEpoch;

    /// <summary>Whether the model has overfitted since it was at its best.</summary>
    public bool HasOverfitted(TrainedModel model)
    {
        var robust = heldOut.Measure(model, Steps, Examples).Robust;
        if (robust < Best - FallThatTells)
            return true;
        Best = Math.Max(robust, Best ?? 0);
        return false;
    }
}
