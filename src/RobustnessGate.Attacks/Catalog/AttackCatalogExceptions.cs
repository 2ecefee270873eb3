namespace RobustnessGate.Attacks;

/// <summary>No attack has the name asked for.</summary>
public sealed class UnknownAttackException : ArgumentException
{
    internal UnknownAttackException(string name)
        : base($"There is no attack '{name}'; there are {string.Join(", ", AttackCatalog.All.Select(attack => attack.Name))}.") => Name = name;

    /// <summary>The name asked for.</summary>
    public string Name { get; }
}

/// <summary>An attack has no such option, or the value is not one it takes.</summary>
public sealed class AttackOptionException : ArgumentException
{
    internal AttackOptionException(string attack, string option, string message)
        : base(message) => (Attack, Option) = (attack, option);

    /// <summary>The attack's name.</summary>
    public string Attack { get; }

    /// <summary>The option's name as given.</summary>
    public string Option { get; }
}
