using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>One option for each setting that a command understands, and a file of them. All values stay texts: one parser reads them, wherever they
/// come from.</summary>
internal sealed class SettingOptions
{
    private readonly Option<string> config = new("--config") { Description = "A JSON file of settings; the command line wins over it.", HelpName = "file" };
    private readonly Dictionary<Setting, Option> options;

    /// <param name="settings">What the command understands.</param>
    /// <param name="required">What it cannot do without.</param>
    public SettingOptions(IEnumerable<Setting> settings, IReadOnlyCollection<Setting> required) => options = settings
        .Where(setting => setting.Option is not null)
        .ToDictionary(setting => setting, setting => Create(setting, required.Contains(setting)));

    public IEnumerable<Option> All => [.. options.Values, config];

    /// <summary>The settings that the command line and the file give.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="log">Told each of them.</param>
    /// <exception cref="Messages.GateException">An attack is not written as attacks are, or the file cannot be read.</exception>
    public SettingValues Read(ParseResult result, MessageLog log)
    {
        var file = result.GetValue(config) is { } path ? ConfigFile.Read(path) : SettingValues.None;
        var values = file.OverriddenBy(Read(result));
        foreach (var value in values.All)
        {
            log.Detail($"{value.Name} = {value.Written}");
        }

        return values;
    }

    private SettingValues Read(ParseResult result) => new(
        options.Where(pair => result.GetResult(pair.Value) is { Implicit: false }).Select(pair => Read(pair.Key, pair.Value, result)),
        SettingValues.None.DeclaredAt);

    private static SettingValue Read(Setting setting, Option option, ParseResult result) => option switch
    {
        Option<bool> => new SettingValue(setting, option.Name, "true"),
        Option<string[]> many => new SettingValue(setting, option.Name, "") { Attacks = [.. result.GetValue(many)!.Select(AttackSpec.Parse)] },
        Option<string> one => new SettingValue(setting, option.Name, result.GetValue(one)!),
        _ => throw new InvalidOperationException($"No reading for the option {option.Name}."),
    };

    private static Option Create(Setting setting, bool isRequired) => setting.Kind switch
    {
        SettingKind.Switch => new Option<bool>(setting.Option!) { Description = setting.Help, Arity = ArgumentArity.Zero },
        SettingKind.Attacks => new Option<string[]>(setting.Option!) { Description = setting.Help, HelpName = setting.Hint, Arity = ArgumentArity.OneOrMore },
        _ => new Option<string>(setting.Option!) { Description = Describe(setting, isRequired), HelpName = setting.Hint },
    };

    private static string Describe(Setting setting, bool isRequired)
    {
        if (isRequired)
        {
            return $"{setting.Help} Required.";
        }

        return setting.Default is { } value ? $"{setting.Help} Default: {value}." : setting.Help;
    }
}
