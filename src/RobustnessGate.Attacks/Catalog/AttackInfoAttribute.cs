namespace RobustnessGate.Attacks;

/// <summary>How an attack is known: its name in the literature, one line on what it does, and its source.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class AttackInfoAttribute(string name, string summary, string source, params string[] aliases) : Attribute
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    public string Source { get; } = source;

    public string[] Aliases { get; } = aliases;
}
