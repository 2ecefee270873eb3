using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>The attacks to run: a named suite, or the attacks listed one by one.</summary>
internal static class SuiteChoice
{
    /// <exception cref="GateException">The suite or an attack is unknown, not available yet, misconfigured or unfit for the norm.</exception>
    public static Suite Parse(SettingValue? suite, SettingValue? attacks, Norm norm)
    {
        var chosen = attacks is { Attacks.Count: > 0 }
            ? Listed(suite, attacks)
            : Named(suite ?? new SettingValue(SettingCatalog.Suite, $"The default of {SettingCatalog.Suite}", SettingCatalog.Suite.Default!), norm);

        if (chosen.Attacks.FirstOrDefault(attack => !attack.Supports(norm)) is { } unfit)
        {
            throw Unfit($"{unfit.Name} is not", norm);
        }

        return chosen;
    }

    private static Suite Listed(SettingValue? suite, SettingValue attacks)
    {
        if (suite is not null && !IsCustom(suite.Text.Trim()))
        {
            throw suite.Invalid(Codes.InvalidSetting, $"but attacks are listed too, and they make the suite {Suites.Custom}; leave one of the two out.");
        }

        return new Suite(Suites.Custom, [.. attacks.Attacks.Select(Create)]);
    }

    private static Attack Create(AttackSpec spec)
    {
        try
        {
            return AttackCatalog.Create(spec.Name, spec.Options);
        }
        catch (UnknownAttackException e)
        {
            var hint = Nearest.Hint(spec.Name, [.. AttackCatalog.All.Select(attack => attack.Name)]);
            throw Invalid(Codes.UnknownAttack, $"There is no attack '{spec.Name}'; {hint}", e);
        }
        catch (NamedOptionException e)
        {
            throw Invalid(Codes.InvalidAttackOption, e.Message, e);
        }
    }

    private static GateException Invalid(Code code, string sentence, Exception cause) =>
        new(code, sentence, cause) { Setting = SettingCatalog.Attacks.ToString() };

    private static Suite Named(SettingValue value, Norm norm)
    {
        var name = value.Text.Trim().ToLowerInvariant();
        if (IsCustom(name))
        {
            throw value.Invalid(Codes.MissingSetting, $"but no attack is listed; add {SettingCatalog.Attacks.Property} items, or {SettingCatalog.Attacks.Option} options.");
        }

        var suite = Suites.Find(name, norm)
            ?? throw value.Invalid(Codes.UnknownAttack, $"which is not a suite; {Nearest.Hint(name, Suites.Names)}");
        return suite.Attacks.Count > 0 ? suite : throw Unfit($"No attack of the suite {name} is", norm);
    }

    private static GateException Unfit(string what, Norm norm) =>
        new(Codes.UnknownAttack, $"{what} defined in {norm.Name}; choose another norm, or list attacks that are.") { Setting = SettingCatalog.Norm.ToString() };

    private static bool IsCustom(string name) => string.Equals(name, Suites.Custom, StringComparison.OrdinalIgnoreCase);
}
