using RobustnessGate.Attacks;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.Tests.Tuning;

public class EarlyStopTests
{
    [Theory]
    [InlineData(0.90, 0.71, true)]
    [InlineData(0.90, 0.69, false)]
    [InlineData(0.81, 0.71, false)]
    public void Thresholds_must_be_met_with_room(double clean, double robust, bool enough) =>
        Assert.Equal(enough, new EarlyStop(new Thresholds(RobustAccuracyMin: 0.65, CleanAccuracyMin: 0.8)).IsEnough(Epoch(clean, robust)));

    [Theory]
    [InlineData(0.90, 0.80, true)]
    [InlineData(0.90, 0.70, false)]
    [InlineData(0.00, 0.00, false)]
    public void An_attack_success_rate_counts_too(double clean, double robust, bool enough) =>
        Assert.Equal(enough, new EarlyStop(new Thresholds(AttackSuccessRateMax: 0.2)).IsEnough(Epoch(clean, robust)));

    [Fact]
    public void Without_a_threshold_on_robustness_nothing_is_enough()
    {
        Assert.False(new EarlyStop(new Thresholds()).IsEnough(Epoch(1, 1)));
        Assert.False(new EarlyStop(new Thresholds(CleanAccuracyMin: 0.5)).IsEnough(Epoch(1, 1)));
    }

    private static EpochResult Epoch(double clean, double robust) => new(1, 0.5, clean, robust, 0.1, default, 1);
}
