namespace RobustnessGate.Attacks;

/// <summary>The learning rate as a function of how much of the training is done: nothing to remember, so nothing to restore.</summary>
internal static class LearningRateSchedule
{
    // The shape that PyTorch's OneCycleLR has by default.
    private const double RiseShare = 0.3;
    private const double StartDivisor = 25;
    private const double EndDivisor = 25e4;
    private const double LowestMomentum = 0.85;
    private const double HighestMomentum = 0.95;

    /// <summary>The learning rate.</summary>
    /// <param name="optimization">Peak, schedule, warm-up.</param>
    /// <param name="done">The share of the training that is done, in [0, 1).</param>
    public static double Rate(Optimization optimization, double done)
    {
        if (done < optimization.WarmUp)
            return optimization.LearningRate * done / optimization.WarmUp;
        var share = ShareAfterWarmUp(optimization, done);
        return optimization.LearningRate * optimization.Schedule switch
        {
            ScheduleChoice.Step => Math.Pow(optimization.Decay, Math.Floor(share * optimization.Stages)),
            ScheduleChoice.MultiStep => Math.Pow(optimization.Decay, Milestones(optimization).Count(milestone => share >= milestone)),
            ScheduleChoice.Cosine => HalfCosine(1, 0, share),
            ScheduleChoice.Linear => 1 - share,
            ScheduleChoice.OneCycle => Cycle(1 / StartDivisor, 1, 1 / EndDivisor, share),
            _ => 1,
        };
    }

    /// <summary>The momentum: the one set, but under OneCycle, unless there is to be none, one that is low where the learning rate is high.</summary>
    public static double Momentum(Optimization optimization, double done) => optimization is { Schedule: ScheduleChoice.OneCycle, Momentum: > 0 }
        ? Cycle(HighestMomentum, LowestMomentum, HighestMomentum, Math.Max(0, ShareAfterWarmUp(optimization, done)))
        : optimization.Momentum;

    /// <summary>The milestones as numbers.</summary>
    /// <exception cref="NamedOptionException">They are not shares of the training.</exception>
    public static IReadOnlyList<double> Milestones(Optimization optimization) =>
    [
        .. optimization.Milestones.Split(',').Select(text => Fraction.TryParse(text, out var share) && share is > 0 and < 1
            ? share
            : throw new NamedOptionException(nameof(ScheduleChoice.MultiStep), nameof(Optimization.Milestones),
                $"The milestones are '{optimization.Milestones}'; expected shares of the training such as 0.5,0.75.")),
    ];

    private static double ShareAfterWarmUp(Optimization optimization, double done) => (done - optimization.WarmUp) / (1 - optimization.WarmUp);

    private static double Cycle(double start, double peak, double end, double share) => share < RiseShare
        ? HalfCosine(start, peak, share / RiseShare)
        : HalfCosine(peak, end, (share - RiseShare) / (1 - RiseShare));

    private static double HalfCosine(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
