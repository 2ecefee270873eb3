namespace RobustnessGate.Attacks;

/// <summary>How an attack or a training method is known: its name in the literature, one line on what it does, and its source.</summary>
/// <param name="name">The name in the literature.</param>
/// <param name="summary">What it does, in one line.</param>
/// <param name="source">The paper.</param>
/// <param name="aliases">Other names it is known by.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CatalogEntryAttribute(string name, string summary, string source, params string[] aliases) : Attribute
{
    /// <summary>The name in the literature.</summary>
    public string Name { get; } = name;

    /// <summary>What it does, in one line.</summary>
    public string Summary { get; } = summary;

    /// <summary>The paper.</summary>
    public string Source { get; } = source;

    /// <summary>Other names it is known by.</summary>
    public IReadOnlyList<string> Aliases { get; } = aliases;
}
