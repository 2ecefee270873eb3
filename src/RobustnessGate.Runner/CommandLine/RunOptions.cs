using System.CommandLine;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>One option for each setting of the catalogue. All values stay texts: one parser reads them, wherever they come from.</summary>
internal sealed class RunOptions
{
    private readonly Dictionary<Setting, Option> options =
        SettingCatalog.All.Where(setting => setting.Option is not null).ToDictionary(setting => setting, Create);

    public IEnumerable<Option> All => options.Values;

    /// <summary>The settings that the command line gives.</summary>
    /// <exception cref="Messages.GateException">An attack is not written as attacks are.</exception>
    public SettingValues Read(ParseResult result) => new(
        options.Where(pair => result.GetResult(pair.Value) is { Implicit: false }).Select(pair => Read(pair.Key, pair.Value, result)),
        SettingValues.None.DeclaredAt);

    private static SettingValue Read(Setting setting, Option option, ParseResult result) => option switch
    {
        Option<bool> => new SettingValue(setting, option.Name, "true"),
        Option<string[]> many => new SettingValue(setting, option.Name, "") { Attacks = [.. result.GetValue(many)!.Select(AttackSpec.Parse)] },
        Option<string> one => new SettingValue(setting, option.Name, result.GetValue(one)!),
        _ => throw new InvalidOperationException($"No reading for the option {option.Name}."),
    };

    private static Option Create(Setting setting) => setting.Kind switch
    {
        SettingKind.Switch => new Option<bool>(setting.Option!) { Description = setting.Help, Arity = ArgumentArity.Zero },
        SettingKind.Attacks => new Option<string[]>(setting.Option!) { Description = setting.Help, HelpName = setting.Hint, Arity = ArgumentArity.OneOrMore },
        _ => new Option<string>(setting.Option!) { Description = Describe(setting), HelpName = setting.Hint },
    };

    private static string Describe(Setting setting)
    {
        if (setting.Required)
        {
            return $"{setting.Help} Required.";
        }

        return setting.Default is { } value ? $"{setting.Help} Default: {value}." : setting.Help;
    }
}
