using System.Globalization;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A method that learns from adversarial examples which an attack of the library makes, on the model in evaluation mode.</summary>
public abstract record AdversarialMethod : TrainingMethod
{
    /// <summary>The attack, by its name.</summary>
    [NamedOption("The attack that makes the examples to learn from: any with a fixed budget.")]
    public string Attack { get; init; } = "PGD";

    /// <summary>The attack's steps, or its queries where it takes none.</summary>
    [NamedOption("Steps of that attack, or its queries, where it has some.", Minimum = 1)]
    public int Steps { get; init; } = 7;

    /// <summary>Other options of the attack, <c>Target=Random,Eot=2</c>.</summary>
    [NamedOption("Other options of that attack, such as Target=Random,Eot=2.")]
    public string AttackOptions { get; init; } = "";

    /// <summary>Length of its steps; null for the attack's own.</summary>
    [NamedOption("Length of a step of that attack, in the units of the inputs; by default the attack's own rule.", Minimum = 0, ExclusiveMinimum = true)]
    public double? StepSize { get; init; }

    /// <summary>The share of the training in which the budget grows from nothing to epsilon, which eases the way from a natural model.</summary>
    [NamedOption("Share of the training in which the budget grows linearly to epsilon.", Minimum = 0, Maximum = 1)]
    public double RampUp { get; init; }

    /// <summary>Each example's attack starts from the perturbation that the one of the epoch before ended with, so that one step or a few add up over
    /// the epochs (Zheng et al. 2020, arXiv 1912.11969).</summary>
    [NamedOption("Start each example's attack where that of the epoch before ended, so that a few steps add up over the epochs.")]
    public bool Persist { get; init; }

    /// <inheritdoc/>
    public override Tensor Craft(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var share = step.BudgetShare(RampUp);
        var attack = InnerAttack(share * (StepSize ?? 0));
        if (!Persist)
            return step.Craft(attack, share);
        var crafted = step.Craft(attack, share, KeptPerturbations.Starts(step));
        KeptPerturbations.Keep(step, crafted);
        return crafted;
    }

    /// <summary>The attack.</summary>
    /// <param name="stepSize">Length of its steps; 0 for its own rule.</param>
    private protected virtual Attack InnerAttack(double stepSize)
    {
        var known = AttackCatalog.Find(Attack)?.Options.Select(option => option.Name).ToHashSet(StringComparer.Ordinal) ?? [];
        var options = OtherOptions();
        if (new[] { nameof(Steps), nameof(Square.Queries) }.FirstOrDefault(known.Contains) is { } count)
            options[count] = Steps.ToString(CultureInfo.InvariantCulture);
        if (stepSize > 0 && known.Contains(nameof(StepSize)))
            options[nameof(StepSize)] = stepSize.ToString("R", CultureInfo.InvariantCulture);
        return AttackCatalog.Create(Attack, options);
    }

    private Dictionary<string, string> OtherOptions()
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in AttackOptions.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (text.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var value] || !options.TryAdd(name, value))
                throw new NamedOptionException(Name, nameof(AttackOptions), $"{Name} has AttackOptions '{AttackOptions}'; expected options, each once, such as Target=Random,Eot=2.");
        }

        return options;
    }

    internal override bool Supports(Norm norm) => InnerAttack(0).Supports(norm);

    internal override void Check(TrainingRecipe recipe)
    {
        Attack attack;
        try
        {
            attack = InnerAttack(0);
        }
        catch (UnknownAttackException e)
        {
            throw new NamedOptionException(Name, nameof(Attack), $"{Name} has Attack '{Attack}'. {e.Message}");
        }

        if (OtherOptions().Keys.FirstOrDefault(option => NamedOption.Of(this).Any(own => own.Name.Equals(option, StringComparison.OrdinalIgnoreCase))) is { } own)
            throw new NamedOptionException(Name, nameof(AttackOptions), $"{Name} has AttackOptions '{AttackOptions}', but {own} is an option of {Name} itself; set it there.");
        if (attack.IsMinimumNorm || attack.Access == AttackAccess.Decisions)
            throw new NamedOptionException(Name, nameof(Attack), $"{Name} has Attack '{Attack}', which does not work within a budget on one batch alone; choose PGD, BIM, FGSM, MI-FGSM or APGD-CE.");
        if (Persist)
            CheckPersistence(attack, recipe);
    }

    private void CheckPersistence(Attack attack, TrainingRecipe recipe)
    {
        if (!attack.TakesStarts)
            throw Refusal($"the attack {attack.Name} always starts anew; choose PGD, or leave Persist out.");
        if (recipe.Regularization is { Crop: > 0 } or { Flip: true })
            throw Refusal("Crop and Flip move the pixels that a perturbation was made for; leave them or Persist out.");
        if (recipe.Others.AlsoWithin.Length > 0)
            throw Refusal("a perturbation of one threat model is no start for another; leave AlsoWithin or Persist out.");

        NamedOptionException Refusal(string reason) => new(Name, nameof(Persist), $"{Name} has Persist, but {reason}");
    }
}
