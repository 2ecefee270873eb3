namespace RobustnessGate.Runner.Doctor;

/// <summary>How well a part of the machine is.</summary>
internal enum Health
{
    Good,

    /// <summary>Works, but worse than it could.</summary>
    Poor,

    /// <summary>The gate cannot run.</summary>
    Broken,
}

/// <summary>One thing that the doctor looked at: what it found, and what to do when that is not good.</summary>
internal sealed record Finding(Health Health, string Subject, string Value, string? Advice = null);
