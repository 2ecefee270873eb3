using System.Reflection;

namespace RobustnessGate.Attacks;

/// <summary>What users need to know of an attack to ask for it.</summary>
public sealed class AttackDescription
{
    private readonly Type type;
    private readonly CatalogEntryAttribute info;

    private AttackDescription(Type type, CatalogEntryAttribute info, Attack defaults)
    {
        (this.type, this.info) = (type, info);
        Options = NamedOption.Of(defaults);
    }

    /// <summary>The name in the literature.</summary>
    public string Name => info.Name;

    /// <summary>Other names it is known by.</summary>
    public IReadOnlyList<string> Aliases => info.Aliases;

    /// <summary>What it does, in one line.</summary>
    public string Summary => info.Summary;

    /// <summary>The paper.</summary>
    public string Source => info.Source;

    /// <summary>Its options, in order of their names.</summary>
    public IReadOnlyList<NamedOption> Options { get; }

    /// <summary>What the attack needs of the model.</summary>
    public AttackAccess Access => Create().Access;

    /// <summary>Whether it looks for the nearest success.</summary>
    public bool IsMinimumNorm => Create().IsMinimumNorm;

    /// <summary>The norms it is defined in.</summary>
    public IReadOnlyList<Norm> Norms => [.. Norm.All.Where(Create().Supports)];

    internal static AttackDescription Of<TAttack>()
        where TAttack : Attack, new() => Of(typeof(TAttack));

    internal static AttackDescription Of(Type attack) => new(
        attack,
        attack.GetCustomAttribute<CatalogEntryAttribute>() ?? new CatalogEntryAttribute(attack.Name, string.Empty, string.Empty),
        (Attack)Activator.CreateInstance(attack)!);

    internal bool Describes(Type attack) => type == attack;

    internal bool IsKnownAs(string name) => Aliases.Append(Name).Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The attack with its defaults.</summary>
    internal Attack Create() => (Attack)Activator.CreateInstance(type)!;
}
