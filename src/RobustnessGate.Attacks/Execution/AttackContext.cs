namespace RobustnessGate.Attacks;

/// <summary>What all runs of one attack on a block of examples share.</summary>
internal sealed class AttackContext
{
    public required Attack Attack { get; init; }

    /// <summary>What the attack is run for.</summary>
    public required AttackGoal Goal { get; init; }

    public required Victim Victim { get; init; }

    public required ThreatModel Threat { get; init; }

    public required Coordinates Coordinates { get; init; }

    public required ActiveExamples Examples { get; init; }

    public required SuccessRecorder Recorder { get; init; }

    public required EvaluationOptions Options { get; init; }

    /// <summary>What the attack made of itself before its first run; null for most.</summary>
    public object? Prepared { get; init; }

    /// <summary>The most inputs that pass the model together.</summary>
    public int Capacity => Options.BatchSize;
}
