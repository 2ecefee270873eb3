using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>True or false, as MSBuild and JSON write them.</summary>
internal static class SwitchText
{
    /// <exception cref="GateException">RG0001: the value is neither.</exception>
    public static bool Parse(SettingValue value) => bool.TryParse(value.Text, out var on)
        ? on
        : throw value.Invalid(Codes.InvalidSetting, "which is neither true nor false.");
}
