using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Workers;

/// <summary>What a worker is to do: settings as the user wrote them, which it reads as the tool has read them, and the paths that differ.</summary>
/// <param name="Job">What to do by them.</param>
/// <param name="Values">The settings.</param>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Output">The folder for what it writes.</param>
/// <param name="Verbosity">How much it is to say.</param>
/// <param name="TakesOwnGradients">The model is known to end the process where no gradients can be taken: that is not tried again.</param>
internal sealed record WorkerRequest(
    WorkerJob Job, IReadOnlyList<GivenValue> Values, string Checkpoint, string Output, Verbosity Verbosity, bool TakesOwnGradients = false)
{
    /// <summary>The settings, each of the catalogue.</summary>
    public SettingValues ReadValues() => new(Values.Select(value => value.Read()), SettingValues.None.DeclaredAt);

    /// <summary>The form in which settings travel.</summary>
    public static IReadOnlyList<GivenValue> Write(SettingValues values) => [.. values.All.Select(GivenValue.Of)];
}

/// <summary>What a worker can do.</summary>
internal enum WorkerJob
{
    Measure,
    Tune,
}

/// <summary>A setting's value on its way to a worker.</summary>
internal sealed record GivenValue(string Key, string Name, string Text, IReadOnlyList<GivenAttack> Attacks)
{
    public static GivenValue Of(SettingValue value) =>
        new(value.Setting.Key, value.Name, value.Text, [.. value.Attacks.Select(attack => new GivenAttack(attack.Name, attack.Options))]);

    public SettingValue Read() => new(SettingCatalog.All.Single(setting => string.Equals(setting.Key, Key, StringComparison.Ordinal)), Name, Text)
    {
        Attacks = [.. Attacks.Select(attack => new AttackSpec(attack.Name, new Dictionary<string, string>(attack.Options, StringComparer.OrdinalIgnoreCase)))],
    };
}

/// <summary>An attack on its way to a worker.</summary>
internal sealed record GivenAttack(string Name, IReadOnlyDictionary<string, string> Options);
