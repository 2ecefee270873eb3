namespace RobustnessGate.Attacks;

/// <summary>Everything that a training is decided by, but for the model, the data and the threat model.</summary>
public sealed record TrainingRecipe
{
    /// <summary>What is learned from each example.</summary>
    public required TrainingMethod Method { get; init; }

    /// <summary>How weights follow their gradients.</summary>
    public Optimization Optimization { get; init; } = new();

    /// <summary>What keeps the model from learning by heart.</summary>
    public Regularization Regularization { get; init; } = new();

    /// <summary>How the epoch to keep is found.</summary>
    public SelectionRule Selection { get; init; } = new();

    /// <summary>Threat models besides the one asked for.</summary>
    public OtherThreats Others { get; init; } = new();

    /// <summary>The objects whose options make up the recipe, the method first.</summary>
    internal IReadOnlyList<object> Parts => [Method, Optimization, Regularization, Selection, Others];

    /// <summary>All options by name, for reports.</summary>
    public IReadOnlyDictionary<string, object?> Settings =>
        Parts.SelectMany(part => NamedOption.Of(part).Select(option => KeyValuePair.Create(option.Name, option.Read(part))))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>Looks for threat models that the method cannot train against, and augmentations that are not for such inputs.</summary>
    /// <param name="threats">The threat models.</param>
    /// <param name="shape">The shape of an input.</param>
    /// <exception cref="NamedOptionException">There is one.</exception>
    internal void Check(IReadOnlyList<ThreatModel> threats, long[] shape)
    {
        if (Regularization is { Crop: > 0 } or { Flip: true } && shape.Length != 3)
            throw new NamedOptionException(Method.Name, nameof(Regularization.Crop), $"Crop and Flip are for images of shape [channels, height, width]; the inputs have shape [{string.Join(", ", shape)}].");
        if (threats.FirstOrDefault(threat => !Method.Supports(threat.Norm)) is not { } unsupported)
            return;
        var attack = (Method as AdversarialMethod)?.Attack;
        throw new NamedOptionException(Method.Name, nameof(AdversarialMethod.Attack),
            $"{Method.Name}{(attack is null ? "" : $" with Attack '{attack}'")} cannot train against the norm {unsupported.Norm}; train against one of {string.Join(", ", Norm.All.Where(Method.Supports).Select(norm => norm.Name))}.");
    }

    /// <summary>Looks for contradictions.</summary>
    /// <exception cref="NamedOptionException">An option's value makes no sense, alone or beside another.</exception>
    internal void Check()
    {
        if (Regularization is { Ema: not null, Swa: not null })
            throw new NamedOptionException(Method.Name, nameof(Regularization.Swa), $"{Method.Name} has both Ema and Swa, two averages of the weights; leave one of them out.");
        if (Optimization is { Optimizer: OptimizerChoice.Sgd, Nesterov: true, Momentum: 0 })
            throw new NamedOptionException(Method.Name, nameof(Optimization.Nesterov), $"{Method.Name} has Nesterov with a Momentum of 0; give Momentum a value such as 0.9, or leave Nesterov out.");
        _ = LearningRateSchedule.Milestones(Optimization);
        // Which threat model they are beside does not matter to how they are written.
        _ = Others.With(new ThreatModel(Norm.Linf, 1, Bounds.Unit));
        Method.Check(this);
    }
}
