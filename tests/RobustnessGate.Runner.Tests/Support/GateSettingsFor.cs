using RobustnessGate.Attacks;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tests.Support;

internal static class GateSettingsFor
{
    /// <summary>Settings of which only what the checkpoint loader looks at matters.</summary>
    public static GateSettings Checkpoint(string path, string? model = null, string? assembly = null) => new()
    {
        Checkpoint = path,
        Model = model,
        Assembly = assembly,
        Dataset = "",
        ThreatModel = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit),
        Suite = new Suite("custom", []),
        Thresholds = new Thresholds(),
        Output = "",
    };
}
