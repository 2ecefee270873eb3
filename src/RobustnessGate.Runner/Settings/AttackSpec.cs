using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings;

/// <summary>An attack or a training method as a user asks for it: its name and the options that differ from the defaults.</summary>
internal sealed record AttackSpec(string Name, IReadOnlyDictionary<string, string> Options)
{
    /// <summary>Reads <c>PGD;Steps=40;Restarts=5</c>.</summary>
    /// <exception cref="GateException">RG0006: the text is not of that form.</exception>
    public static AttackSpec Parse(string text) => Parse(text, "attack", "PGD;Steps=40;Restarts=5", Codes.InvalidAttackOption, SettingCatalog.Attacks);

    /// <summary>Reads a name and options.</summary>
    /// <param name="text">The text.</param>
    /// <param name="what">What messages call it.</param>
    /// <param name="example">How one is written.</param>
    /// <param name="code">The code of messages.</param>
    /// <param name="setting">The setting that it comes from.</param>
    /// <exception cref="GateException">The text is not of that form.</exception>
    public static AttackSpec Parse(string text, string what, string example, Code code, Setting setting)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || parts[0].Contains('=', StringComparison.Ordinal))
        {
            throw Invalid($"does not begin with the {what}'s name");
        }

        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts[1..])
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw Invalid($"has the option '{part}' without a value");
            }

            if (!options.TryAdd(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart()))
            {
                throw Invalid($"gives {part[..equals].TrimEnd()} twice");
            }
        }

        return new AttackSpec(parts[0], options);

        GateException Invalid(string problem) => new(code, $"The {what} '{text}' {problem}; write it as \"{example}\".")
        {
            Setting = setting.ToString(),
        };
    }

    public override string ToString() => string.Join(';', Options.Select(option => $"{option.Key}={option.Value}").Prepend(Name));
}
