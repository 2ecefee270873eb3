using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>How to train: a method with its options, and the settings that stand for an option each.</summary>
internal static class RecipeChoice
{
    private static readonly Dictionary<string, Setting> SettingsForOptions = new Dictionary<string, Setting>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(Optimization.Epochs)] = SettingCatalog.Epochs,
        [nameof(Optimization.LearningRate)] = SettingCatalog.LearningRate,
    };

    /// <exception cref="GateException">RG0014: the method or an option is unknown or out of range, or given twice.</exception>
    public static TrainingRecipe Parse(SettingValues values)
    {
        var given = values.Find(SettingCatalog.Recipe);
        var method = values.Find(SettingCatalog.Method);
        var spec = Spec(given, method);
        var options = new Dictionary<string, string>(spec.Options, StringComparer.OrdinalIgnoreCase);
        foreach (var (option, setting) in SettingsForOptions)
        {
            AddOption(options, option, values.Find(setting));
        }

        try
        {
            return TrainingCatalog.Create(spec.Name, options);
        }
        catch (UnknownTrainingMethodException e)
        {
            throw Invalid($"There is no training method '{spec.Name}'; {Nearest.Hint(spec.Name, [.. TrainingCatalog.All.Select(known => known.Name)])}", e);
        }
        catch (NamedOptionException e)
        {
            throw new GateException(Codes.InvalidRecipe, e.Message, e) { Setting = Source(e.Option, values).ToString() };
        }
    }

    // The option may have come from the method's own list.
    private static Setting Source(string option, SettingValues values) =>
        SettingsForOptions.TryGetValue(option, out var setting) && values.Find(setting) is not null ? setting : SettingCatalog.Method;

    private static AttackSpec Spec(SettingValue? given, SettingValue? method)
    {
        if (given is { Attacks.Count: > 1 })
        {
            throw Invalid($"There are {given.Attacks.Count} RobustnessFineTune items ({given.Written}), but a model is trained by one method; leave one.");
        }

        var named = AttackSpec.Parse(method?.Text ?? SettingCatalog.Method.Default!, "training method", "trades;Beta=6", Codes.InvalidRecipe, SettingCatalog.Method);
        if (given is not { Attacks: [var item] })
        {
            return named;
        }

        return method is null || string.Equals(named.Name, item.Name, StringComparison.OrdinalIgnoreCase) && named.Options.Count == 0
            ? item
            : throw Invalid($"{method.Name} is '{method.Text}', but a RobustnessFineTune item names the method '{item}'; leave one of the two out.");
    }

    private static void AddOption(Dictionary<string, string> options, string name, SettingValue? value)
    {
        if (value is not null && !options.TryAdd(name, value.Text))
        {
            throw value.Invalid(Codes.InvalidRecipe, $"but the method's own option {name} is '{options[name]}'; leave one of the two out.");
        }
    }

    private static GateException Invalid(string sentence, Exception? cause = null) =>
        new(Codes.InvalidRecipe, sentence, cause) { Setting = SettingCatalog.Method.ToString() };
}
