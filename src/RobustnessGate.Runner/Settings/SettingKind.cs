namespace RobustnessGate.Runner.Settings;

/// <summary>The shape of a setting's value.</summary>
internal enum SettingKind
{
    Text,

    /// <summary>A file or folder; in a configuration file, relative to that file.</summary>
    Path,

    /// <summary>Several of them, separated by semicolons.</summary>
    Paths,

    /// <summary>True or false; an option of this kind takes no value.</summary>
    Switch,

    /// <summary>A list of attacks, each with its options.</summary>
    Attacks,
}
