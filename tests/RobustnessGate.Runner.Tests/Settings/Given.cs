using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tests.Settings;

/// <summary>Settings as a user might give them.</summary>
internal static class Given
{
    /// <summary>The minimum that parses, as options, with others laid over it; null takes one away.</summary>
    public static SettingValues Options(params (Setting Setting, string? Text)[] options)
    {
        var texts = new Dictionary<Setting, string?>
        {
            [SettingCatalog.Checkpoint] = "model.pt",
            [SettingCatalog.Dataset] = "test.npz",
            [SettingCatalog.Epsilon] = "8/255",
            [SettingCatalog.Suite] = "quick",
        };
        foreach (var (setting, text) in options)
        {
            texts[setting] = text;
        }

        return new SettingValues(
            texts.Where(pair => pair.Value is not null).Select(pair => new SettingValue(pair.Key, pair.Key.Option ?? pair.Key.Key, pair.Value!)),
            new Dictionary<string, SourceLocation>());
    }

    public static SettingValues Attacks(string? suite, params string[] attacks) =>
        Options((SettingCatalog.Suite, suite)).OverriddenBy(new SettingValues(
            [new SettingValue(SettingCatalog.Attacks, "--attack", "") { Attacks = [.. attacks.Select(AttackSpec.Parse)] }],
            new Dictionary<string, SourceLocation>()));

    public static GateException Rejected(SettingValues values) => Assert.Throws<GateException>(() => SettingsParser.Parse(values));

    public static GateException Rejected(Setting setting, string text) => Rejected(Options((setting, text)));
}
