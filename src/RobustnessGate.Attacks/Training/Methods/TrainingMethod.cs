using System.Reflection;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What a model learns from a batch: which inputs, made how, and with which loss.</summary>
public abstract record TrainingMethod
{
    /// <summary>The method's name, as users write it.</summary>
    public string Name => GetType().GetCustomAttribute<CatalogEntryAttribute>()?.Name ?? GetType().Name;

    /// <summary>How many learning steps are made on each batch.</summary>
    public virtual int Replays => 1;

    /// <summary>Whether the model may learn to resist the attack it is trained on and no other, so that it has to be watched.</summary>
    public virtual bool OverfitsCatastrophically => false;

    /// <summary>The method with the next stronger attack, to go on with once the model has overfitted.</summary>
    public virtual TrainingMethod Strengthened() => this;

    /// <summary>The inputs to learn from, [B, ...].</summary>
    /// <param name="step">The batch.</param>
    public abstract Tensor Craft(TrainingStep step);

    /// <summary>The loss to lessen: one number, with gradients.</summary>
    /// <param name="step">The batch; the model is in training mode.</param>
    /// <param name="crafted">What <see cref="Craft"/> returned.</param>
    public virtual Tensor Loss(TrainingStep step, Tensor crafted)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.CrossEntropy(step.Logits(crafted));
    }

    /// <summary>Told after the weights have moved.</summary>
    public virtual void Learned(TrainingStep step, Tensor crafted)
    {
    }

    /// <summary>Whether the method can attack in that norm.</summary>
    internal virtual bool Supports(Norm norm) => true;

    /// <summary>Looks for options that make no sense.</summary>
    /// <param name="recipe">What the method is part of.</param>
    /// <exception cref="NamedOptionException">There is one.</exception>
    internal virtual void Check(TrainingRecipe recipe)
    {
    }

    /// <summary>The attack with the whole budget of a threat model that the examples to learn from come from; null where there is none, or not yet.</summary>
    /// <param name="threat">The threat model.</param>
    /// <param name="done">The share of the training that is done.</param>
    internal virtual Attack? FullAttack(ThreatModel threat, double done) => null;
}
