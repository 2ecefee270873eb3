using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>When training continues.</summary>
internal static class FineTuneChoice
{
    private const string Never = "Never";

    /// <summary>The choice; null for never.</summary>
    /// <exception cref="GateException">RG0001: the value is no choice.</exception>
    public static FineTuneMode? Parse(SettingValue value)
    {
        var text = value.Text.Trim();
        if (string.Equals(text, Never, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var names = Enum.GetNames<FineTuneMode>();
        return names.Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<FineTuneMode>(text, ignoreCase: true)
            : throw value.Invalid(Codes.InvalidSetting, $"which is not a choice; {Nearest.Hint(text, [Never, .. names])}");
    }
}
