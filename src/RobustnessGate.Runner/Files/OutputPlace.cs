using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Files;

/// <summary>Where a file is written, for the message when it cannot be.</summary>
/// <param name="Advice">What the user can do about it.</param>
/// <param name="Setting">The setting that named the place; null where it was an argument.</param>
internal sealed record OutputPlace(string Advice, Setting? Setting = null)
{
    /// <summary>The output folder.</summary>
    public static OutputPlace Folder { get; } = new("set RobustnessOutput (--output) to a writable folder", SettingCatalog.Output);

    /// <summary>The folder that the user named for the tuned checkpoint.</summary>
    public static OutputPlace TunedCheckpoint { get; } =
        new("set RobustnessFineTunedCheckpoint (--tuned-checkpoint) to a file in a writable folder", SettingCatalog.TunedCheckpoint);
}
