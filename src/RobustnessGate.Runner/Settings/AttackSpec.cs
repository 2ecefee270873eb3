using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings;

/// <summary>An attack as a user asks for it: its name and the options that differ from the defaults.</summary>
internal sealed record AttackSpec(string Name, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads <c>PGD;Steps=40;Restarts=5</c>.</summary>
    /// <exception cref="GateException">The text is not of that form.</exception>
    public static AttackSpec Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0].Contains('=', StringComparison.Ordinal))
        {
            throw Invalid(text, "does not begin with the attack's name");
        }

        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts[1..])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Invalid(text, $"has the option '{part}' without a value");
            }

            if (!options.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
            {
                throw Invalid(text, $"gives {part[..equals].TrimEnd()} twice");
            }
        }

        return new AttackSpec(parts[0], options);
    }

    public override string ToString() => string.Join(';', Options.Select(option => $"{option.Key}={option.Value}").Prepend(Name));

    private static GateException Invalid(string text, string problem) =>
        new(Codes.InvalidAttackOption, $"The attack '{text}' {problem}; write it as \"PGD;Steps=40;Restarts=5\".")
        {
            Setting = SettingCatalog.Attacks.ToString(),
        };
}
