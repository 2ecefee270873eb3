namespace RobustnessGate.Attacks;

/// <summary>Finds catastrophic overfitting (Wong et al. 2020, arXiv 2001.03994): robust accuracy under a stronger attack than the one trained on
/// breaks down, or never rises, while that under the one trained on is high.</summary>
/// <param name="heldOut">The examples it looks at, the first of them.</param>
internal sealed class OverfittingWatch(HeldOutEvaluation heldOut)
{
    // Wong et al.'s own rule for the fall.
    private const double FallThatTells = 0.2;

    // Between a few steps and the ten here a sound model loses a few points, an overfitted one nearly all.
    private const double GapThatTells = 0.25;

    // A model that has only begun to learn has a gap, too, and wavers; one that has overfitted resists what it is trained on nearly everywhere.
    private const double ShareOfCleanThatTells = 0.9;

    // Where the gap is this wide, resisting less tells as much.
    private const double WideGap = 0.5;
    private const double ShareOfCleanBesideAWideGap = 0.75;

    // A fall with less of a gap is one of both, as a high learning rate makes them.
    private const double GapOfAFall = 0.1;

    // A handful of examples tell that surely, for a small part of an epoch's price.
    private const int Steps = 10;
    private const int Examples = 128;
    private const int LooksAnEpoch = 4;

    /// <summary>The best robust accuracy so far; null before the first look.</summary>
    public double? Best { get; set; }

    /// <summary>Whether to look after a step.</summary>
    public static bool IsDue(int step, int stepsOfEpoch) => step * LooksAnEpoch / stepsOfEpoch > (step - 1) * LooksAnEpoch / stepsOfEpoch;

    /// <summary>Whether the model has overfitted since it was at its best.</summary>
    /// <param name="model">The model.</param>
    /// <param name="method">What it is trained by.</param>
    /// <param name="done">The share of the training that is done.</param>
    public bool HasOverfitted(TrainedModel model, TrainingMethod method, double done)
    {
        var (clean, robust) = heldOut.Measure(model, Steps, Examples);
        if (Tells(clean, Learned(model, method, done), robust, Best))
            return true;
        Best = Math.Max(robust, Best ?? 0);
        return false;
    }

    /// <summary>Whether accuracies mean that a model has overfitted to the attack it is trained on.</summary>
    /// <param name="clean">On the examples as they are.</param>
    /// <param name="learned">Under the attack trained on; null where that has not its whole budget yet.</param>
    /// <param name="robust">Under the stronger one.</param>
    /// <param name="best">The best of those so far; null for none.</param>
    internal static bool Tells(double clean, double? learned, double robust, double? best)
    {
        var gap = learned - robust;
        var share = gap > WideGap ? ShareOfCleanBesideAWideGap : ShareOfCleanThatTells;
        var resists = !(learned <= share * clean);
        return resists && (gap > GapThatTells || (robust < best - FallThatTells && !(gap < GapOfAFall)));
    }

    // Robust accuracy under the attack trained on; null where it has not its whole budget yet.
    private double? Learned(TrainedModel model, TrainingMethod method, double done) =>
        heldOut.Threats.All(threat => method.FullAttack(threat, done) is not null) ? heldOut.Measure(model, threat => method.FullAttack(threat, done)!, Examples).Robust : null;
}
