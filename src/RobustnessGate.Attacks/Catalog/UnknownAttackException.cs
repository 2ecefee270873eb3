namespace RobustnessGate.Attacks;

/// <summary>No attack has the name asked for.</summary>
public sealed class UnknownAttackException : ArgumentException
{
    internal UnknownAttackException(string name)
        : base($"There is no attack '{name}'; there are {string.Join(", ", AttackCatalog.All.Select(attack => attack.Name))}.") => Name = name;

    /// <summary>The name asked for.</summary>
    public string Name { get; }
}
