using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings;

/// <summary>A setting's value as it was written, with the name the user gave it there (<c>--epsilon</c>, <c>RobustnessEpsilon</c>).
/// The text of <see cref="SettingKind.Attacks"/> is empty.</summary>
internal sealed record SettingValue(Setting Setting, string Name, string Text)
{
    public IReadOnlyList<AttackSpec> Attacks { get; init; } = [];

    /// <summary>The value as it would be typed.</summary>
    public string Written => Setting.Kind == SettingKind.Attacks ? string.Join(", ", Attacks.Select(attack => attack.ToString())) : Text;

    /// <summary>The exception that says what is wrong with the value.</summary>
    public GateException Invalid(Code code, string problem, Exception? innerException = null) =>
        new(code, $"{Name} is '{Text}', {problem}", innerException) { Setting = Setting.ToString() };
}
