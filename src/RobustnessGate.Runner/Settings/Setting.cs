namespace RobustnessGate.Runner.Settings;

/// <summary>One setting under all its names: MSBuild property, option, key of the configuration file. A name is null where the
/// setting cannot be given that way.</summary>
internal sealed record Setting(string Key, string? Property, string? Option, string Help)
{
    public SettingKind Kind { get; init; } = SettingKind.Text;

    /// <summary>What stands for the value in help texts.</summary>
    public string Hint { get; init; } = "value";

    /// <summary>What holds when the setting is not given, as a reader would write it; null for nothing.</summary>
    public string? Default { get; init; }

    public bool Required { get; init; }

    public override string ToString() => Property ?? Option ?? Key;
}
