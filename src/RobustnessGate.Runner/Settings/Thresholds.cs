namespace RobustnessGate.Runner.Settings;

/// <summary>The limits a run is judged by, as fractions of 1; null where none is set.</summary>
internal sealed record Thresholds(
    double? RobustAccuracyMin = null,
    double? AttackSuccessRateMax = null,
    double? CleanAccuracyMin = null,
    double? RobustAccuracyMaxDrop = null)
{
    public bool Any => (RobustAccuracyMin ?? AttackSuccessRateMax ?? CleanAccuracyMin ?? RobustAccuracyMaxDrop) is not null;
}
