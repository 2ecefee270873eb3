namespace RobustnessGate.Runner.Messages;

/// <summary>What the tool's exit status means; the same numbers as coverlet's and Stryker's where those have one.</summary>
internal static class ExitCode
{
    public const int Pass = 0;
    public const int CouldNotMeasure = 1;
    public const int ThresholdCrossed = 2;
    public const int Usage = 64;
    public const int Cancelled = 130;
}
