using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings;

/// <summary>The settings as they were given, before any of them is understood.</summary>
internal sealed class SettingValues
{
    public static readonly SettingValues None = new([], new Dictionary<string, SourceLocation>(StringComparer.Ordinal));

    private readonly Dictionary<Setting, SettingValue> values;

    public SettingValues(IEnumerable<SettingValue> values, IReadOnlyDictionary<string, SourceLocation> declaredAt)
    {
        this.values = values.ToDictionary(value => value.Setting);
        DeclaredAt = declaredAt;
    }

    /// <summary>Where the project declares a setting, by the setting's MSBuild name.</summary>
    public IReadOnlyDictionary<string, SourceLocation> DeclaredAt { get; }

    public SettingValue? Find(Setting setting) => values.GetValueOrDefault(setting);

    public SettingValue Require(Setting setting) => Find(setting) ?? throw new GateException(
        Codes.MissingSetting,
        setting.Option is { } option && setting.Property is { } property
            ? $"{property} is not set; give it in the project file or as {option} <{setting.Hint}>."
            : $"{setting} is not set.")
    {
        Setting = setting.ToString(),
    };

    /// <summary>These values with <paramref name="stronger"/> laid over them. What is overridden is no longer declared where it was.</summary>
    public SettingValues OverriddenBy(SettingValues stronger)
    {
        var overridden = stronger.values.Keys.Select(setting => setting.ToString()).ToHashSet(StringComparer.Ordinal);
        return new SettingValues(
            stronger.values.Values.Concat(values.Values.Where(value => !stronger.values.ContainsKey(value.Setting))),
            DeclaredAt.Where(pair => !overridden.Contains(pair.Key))
                .Concat(stronger.DeclaredAt)
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal));
    }

    /// <summary>Where <paramref name="setting"/> is declared; null when it is not, or is unknown.</summary>
    public SourceLocation? LocationOf(string? setting) => setting is null ? null : DeclaredAt.GetValueOrDefault(setting);

    public IEnumerable<SettingValue> All => SettingCatalog.All.Select(Find).OfType<SettingValue>();
}
