namespace RobustnessGate.Attacks;

/// <summary>A procedure that looks for an adversarial example inside a threat model. An attack holds its settings and says how
/// one iteration goes; what runs it drops examples as they break, re-verifies successes, and counts the price.</summary>
public abstract record Attack
{
    /// <summary>The name the literature uses, as in reports and project files.</summary>
    public string Name => AttackCatalog.Describe(GetType()).Name;

    /// <summary>How many times an unbroken example is attacked anew, each time with other random numbers.</summary>
    public virtual int Runs => 1;

    /// <summary>Whether the attack is defined in that norm.</summary>
    public virtual bool Supports(Norm norm) => norm != Norm.L0;

    /// <summary>Prepares the state of examples that enter the attack.</summary>
    /// <param name="rows">The examples; state goes into <see cref="Rows.this[string]"/>.</param>
    public abstract void Start(Rows rows);

    /// <summary>One iteration over the examples that are still unbroken; ends with <see cref="Rows.Finish"/> when it was the last.</summary>
    /// <param name="rows">The examples and their state.</param>
    public abstract void Step(Rows rows);

    /// <summary>The attack's options as they act in a threat model, by name, for reports.</summary>
    public IReadOnlyDictionary<string, object?> Settings(ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(threat);
        return AttackCatalog.Describe(GetType()).Options.ToDictionary(option => option.Name, option => EffectiveValue(option, threat));
    }

    /// <summary>The value of an option in a threat model: the one given, or what its absence means there.</summary>
    private protected virtual object? EffectiveValue(AttackOption option, ThreatModel threat) => option.Read(this);
}
