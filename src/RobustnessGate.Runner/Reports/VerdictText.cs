namespace RobustnessGate.Runner.Reports;

/// <summary>How a run ends; only <see cref="Pass"/> builds.</summary>
internal static class VerdictText
{
    public const string Pass = "pass";

    /// <summary>A threshold is crossed.</summary>
    public const string Fail = "fail";

    /// <summary>What was measured cannot be believed.</summary>
    public const string Invalid = "invalid";
}
