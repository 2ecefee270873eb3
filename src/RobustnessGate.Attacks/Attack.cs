using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A procedure that looks for an adversarial example inside a threat model. An attack holds its settings and says how
/// one iteration goes; what runs it drops examples as they break, re-verifies successes, and counts the price.</summary>
public abstract record Attack
{
    /// <summary>The name the literature uses, as in reports and project files.</summary>
    public string Name => AttackCatalog.Describe(GetType()).Name;

    /// <summary>What the attack needs of the model.</summary>
    public virtual AttackAccess Access => AttackAccess.Gradients;

    /// <summary>Whether the attack looks for the nearest success, wherever that is, and not for any within the budget.</summary>
    public virtual bool IsMinimumNorm => false;

    /// <summary>Whether every point that the attack evaluates lies within the budget, so that each margin says how close it came.</summary>
    public virtual bool StaysInBudget(ThreatModel threat) => !IsMinimumNorm;

    /// <summary>How many passes of a random model make one gradient.</summary>
    public virtual int Draws => 1;

    /// <summary>Whether the attack looks at <see cref="Rows.CleanLogits"/>, which cost a forward pass.</summary>
    public virtual bool ReadsCleanLogits => true;

    /// <summary>Whether the attack begins at the starts that it is given (<see cref="Rows.StartsOr"/>).</summary>
    public virtual bool TakesStarts => false;

    /// <summary>How many times an unbroken example is attacked anew, each time with other random numbers or another target.</summary>
    /// <param name="classes">How many classes the model tells apart.</param>
    public virtual int RunsOn(int classes) => 1;

    /// <summary>Whether the attack is defined in that norm.</summary>
    public virtual bool Supports(Norm norm) => norm != Norm.L0;

    /// <summary>Whether another run on an unbroken example is worth its price.</summary>
    /// <param name="margins">The smallest margin within the budget that each run so far left the example.</param>
    public virtual bool GoesOn(IReadOnlyList<float> margins) => true;

    /// <summary>Makes, once before the first run, what all runs share; null for most attacks.</summary>
    /// <param name="victim">The model; it counts what it is asked.</param>
    /// <param name="examples">The data, of which the attack may use the inputs.</param>
    /// <param name="threat">What the attack may do.</param>
    /// <param name="options">Seed, batch size, cancellation.</param>
    public virtual object? Prepare(Victim victim, Examples examples, ThreatModel threat, EvaluationOptions options) => null;

    /// <summary>Prepares the state of examples that enter the attack.</summary>
    /// <param name="rows">The examples; all of the attack's state is set here, in <see cref="Rows.this[string]"/>.</param>
    public abstract void Start(Rows rows);

    /// <summary>One iteration over the examples that are still unbroken; ends with <see cref="Rows.Finish()"/> or its kin when it was the last.</summary>
    /// <param name="rows">The examples and their state.</param>
    public abstract void Step(Rows rows);

    /// <summary>The points [B, ...] that the attack leaves behind for a model to learn from: where it stands, or the best it has seen.</summary>
    public virtual Tensor Crafted(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Candidates;
    }

    /// <summary>The attack's options as they act in a threat model, by name, for reports.</summary>
    public IReadOnlyDictionary<string, object?> Settings(ThreatModel threat)
    {
        ArgumentNullException.ThrowIfNull(threat);
        return AttackCatalog.Describe(GetType()).Options.ToDictionary(option => option.Name, option => EffectiveValue(option, threat));
    }

    /// <summary>The value of an option in a threat model: the one given, or what its absence means there.</summary>
    private protected virtual object? EffectiveValue(NamedOption option, ThreatModel threat) => option.Read(this);
}
