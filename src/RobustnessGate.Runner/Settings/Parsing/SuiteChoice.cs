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
            throw new GateException(Codes.UnknownAttack, $"{unfit.Name} is not defined in {norm.Name}; choose another norm, or list attacks that are.")
            {
                Setting = SettingCatalog.Norm.ToString(),
            };
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
        catch (AttackOptionException e)
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

        if (Suites.Find(name) is { } suite)
        {
            // A suite of several attacks goes without those that the norm leaves out; one that has none left says so.
            return suite.In(norm) is { Attacks.Count: > 0 } fit ? fit : suite;
        }

        if (Suites.ComesWith(name) is not { } version)
        {
            throw value.Invalid(Codes.UnknownAttack, $"which is not a suite; {Nearest.Hint(name, Suites.Names)}");
        }

        var available = Suites.Names.Where(candidate => Suites.ComesWith(candidate) is null);
        throw value.Invalid(Codes.NotYetAvailable, $"which comes with version {version}; until then choose {string.Join(" or ", available)}.");
    }

    private static bool IsCustom(string name) => string.Equals(name, Suites.Custom, StringComparison.OrdinalIgnoreCase);
}
