namespace RobustnessGate.Runner.Settings;

/// <summary>When a gate lets training continue, and how.</summary>
internal sealed record FineTuneSettings(FineTuneMode Mode, TuneSettings Tuning);

/// <summary>When a gate lets training continue.</summary>
internal enum FineTuneMode
{
    /// <summary>When a threshold is crossed.</summary>
    OnFailure,

    /// <summary>Whatever the checkpoint is worth.</summary>
    Always,
}
