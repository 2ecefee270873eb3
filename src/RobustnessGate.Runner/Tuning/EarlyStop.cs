using RobustnessGate.Attacks;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tuning;

/// <summary>Whether the gate's thresholds are met on the held-out examples with so much room that the gate will find them met, too.</summary>
/// <param name="thresholds">The thresholds.</param>
internal sealed class EarlyStop(Thresholds thresholds)
{
    // A suite breaks some two examples in a hundred more than the PGD of the selection, and a thousand examples leave a standard error of 0.015.
    private const double RobustMargin = 0.05;
    private const double CleanMargin = 0.02;

    /// <summary>Whether an epoch is good enough; never where no threshold asks for robustness.</summary>
    public bool IsEnough(EpochResult epoch) =>
        (thresholds.RobustAccuracyMin is not null || thresholds.AttackSuccessRateMax is not null)
        && (thresholds.RobustAccuracyMin is not { } robust || epoch.RobustAccuracy >= robust + RobustMargin)
        && (thresholds.CleanAccuracyMin is not { } clean || epoch.CleanAccuracy >= clean + CleanMargin)
        && (thresholds.AttackSuccessRateMax is not { } rate || 1 - (epoch.RobustAccuracy / epoch.CleanAccuracy) <= rate - RobustMargin);
}
