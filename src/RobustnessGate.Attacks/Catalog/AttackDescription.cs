using System.Reflection;

namespace RobustnessGate.Attacks;

/// <summary>What users need to know of an attack to ask for it.</summary>
public sealed class AttackDescription
{
    private readonly Type type;
    private readonly AttackInfoAttribute info;

    private AttackDescription(Type type, AttackInfoAttribute info, Attack defaults)
    {
        (this.type, this.info) = (type, info);
        Options =
        [
            .. from property in type.GetProperties()
               let option = property.GetCustomAttribute<AttackOptionAttribute>()
               where option is not null
               orderby property.Name
               select new AttackOption(property, option, defaults),
        ];
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
    public IReadOnlyList<AttackOption> Options { get; }

    internal static AttackDescription Of<TAttack>()
        where TAttack : Attack, new() =>
        new(typeof(TAttack), typeof(TAttack).GetCustomAttribute<AttackInfoAttribute>()
            ?? throw new InvalidOperationException($"{typeof(TAttack)} lacks its {nameof(AttackInfoAttribute)}."), new TAttack());

    internal bool Describes(Type attack) => type == attack;

    internal bool IsKnownAs(string name) => Aliases.Append(Name).Contains(name, StringComparer.OrdinalIgnoreCase);

    internal Attack Create() => (Attack)Activator.CreateInstance(type)!;
}
