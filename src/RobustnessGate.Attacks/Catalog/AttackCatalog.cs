namespace RobustnessGate.Attacks;

/// <summary>Every attack the library has, by name.</summary>
public static class AttackCatalog
{
    /// <summary>The attacks, in the order in which they are listed.</summary>
    public static IReadOnlyList<AttackDescription> All { get; } =
    [
        AttackDescription.Of<Fgsm>(),
        AttackDescription.Of<BasicIterative>(),
        AttackDescription.Of<Pgd>(),
        AttackDescription.Of<MomentumIterative>(),
        AttackDescription.Of<AutoPgdCrossEntropy>(),
        AttackDescription.Of<AutoPgdDlr>(),
        AttackDescription.Of<AutoPgdTargeted>(),
        AttackDescription.Of<DeepFool>(),
        AttackDescription.Of<DecoupledDirectionNorm>(),
        AttackDescription.Of<FastMinimumNorm>(),
        AttackDescription.Of<Fab>(),
        AttackDescription.Of<TargetedFab>(),
        AttackDescription.Of<Square>(),
        AttackDescription.Of<CarliniWagner>(),
        AttackDescription.Of<ElasticNet>(),
        AttackDescription.Of<Lbfgs>(),
        AttackDescription.Of<SaliencyMap>(),
        AttackDescription.Of<Spsa>(),
        AttackDescription.Of<HopSkipJump>(),
        AttackDescription.Of<Boundary>(),
        AttackDescription.Of<Substitute>(),
    ];

    /// <summary>The attack of that name or alias, in any case; null when there is none.</summary>
    public static AttackDescription? Find(string name) => All.FirstOrDefault(attack => attack.IsKnownAs(name));

    /// <summary>Creates an attack from a name and options as users write them.</summary>
    /// <param name="name">The attack's name, in any case.</param>
    /// <param name="options">Values by option name, in the invariant culture; options not given keep their defaults.</param>
    /// <exception cref="UnknownAttackException">No attack has that name.</exception>
    /// <exception cref="NamedOptionException">The attack has no such option, or the value is not one it takes.</exception>
    public static Attack Create(string name, IReadOnlyDictionary<string, string> options)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        var description = Find(name) ?? throw new UnknownAttackException(name);
        var attack = description.Create();
        foreach (var (option, value) in options)
            OptionOf(description, option).Write(attack, description.Name, value);
        return attack;
    }

    internal static AttackDescription Describe(Type attack) => All.FirstOrDefault(description => description.Describes(attack)) ?? AttackDescription.Of(attack);

    private static NamedOption OptionOf(AttackDescription description, string option) =>
        description.Options.FirstOrDefault(known => known.Name.Equals(option, StringComparison.OrdinalIgnoreCase))
        ?? throw new NamedOptionException(description.Name, option,
            $"{description.Name} has no option {option}; it has {string.Join(", ", description.Options.Select(known => known.Name))}.");
}
