using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A batch to learn from, and what a method needs to do so.</summary>
public sealed class TrainingStep
{
    private readonly TrainedModel model;
    private readonly CancellationToken cancellation;
    private readonly long seed;
    private Tensor? lastLogits;

    internal TrainingStep(TrainedModel model, TrainingBatch batch, ThreatModel threat, IDictionary<string, Tensor> memory, long seed, CancellationToken cancellation)
    {
        (this.model, this.seed, this.cancellation, Memory, Threat) = (model, seed, cancellation, memory, threat);
        (Inputs, Labels, Indices) = (batch.Inputs, batch.Labels, batch.Rows);
    }

    /// <summary>The inputs as they are, [B, ...].</summary>
    public Tensor Inputs { get; }

    /// <summary>The true classes, [B] of int64.</summary>
    public Tensor Labels { get; }

    /// <summary>Each example's number in the data.</summary>
    public IReadOnlyList<long> Indices { get; }

    /// <summary>How many examples the data have.</summary>
    public required long ExampleCount { get; init; }

    /// <summary>What the adversary may do.</summary>
    public ThreatModel Threat { get; }

    /// <summary>The share of the training that is done, in [0, 1).</summary>
    public double Done { get; init; }

    /// <summary>The share of the budget that an attack has while it grows linearly over a share of the training, in (0, 1].</summary>
    /// <param name="rampUp">That share of the training.</param>
    public double BudgetShare(double rampUp) => Done < rampUp ? Math.Max(Done / rampUp, SmallestShare) : 1;

    // A budget is above zero.
    private const double SmallestShare = 1e-3;

    /// <summary>The share of the label's probability that goes to all classes alike.</summary>
    internal double LabelSmoothing { get; init; }

    /// <summary>What the method keeps from step to step.</summary>
    public IDictionary<string, Tensor> Memory { get; }

    /// <summary>The share of the batch that the model misclassified when it last learned from it, [0, 1].</summary>
    internal double ErrorRate => (lastLogits!.argmax(1) != Labels).to(ScalarType.Float32).mean().Value<float>();

    /// <summary>The inputs that an attack makes of the batch, [B, ...], on the model in evaluation mode. Every example draws its own random
    /// numbers.</summary>
    /// <param name="attack">A fixed-budget attack.</param>
    /// <param name="share">The share of the budget that it has.</param>
    /// <param name="starts">Where an attack that takes starts begins, [B, ...], with values that are not a number where it begins as it would by
    /// itself; null for all.</param>
    public Tensor Craft(Attack attack, double share = 1, Tensor? starts = null) =>
        model.Craft(attack, share < 1 ? Threat.WithShare(share) : Threat, new Examples(Inputs, Labels, Indices), starts, seed, cancellation);

    /// <summary>The logits [B, K] of the model in training mode, with gradients. Costs a forward and a backward pass.</summary>
    public Tensor Logits(Tensor inputs)
    {
        var logits = model.Learn(inputs);
        lastLogits = logits.detach();
        return logits;
    }

    /// <summary>The mean cross-entropy of the true classes, smoothed as the recipe says.</summary>
    public Tensor CrossEntropy(Tensor logits) => nn.functional.cross_entropy(logits, Labels, label_smoothing: LabelSmoothing);

    /// <summary>Keeps a tensor for the next step.</summary>
    public void Remember(string name, Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (Memory.TryGetValue(name, out var former))
            former.Dispose();
        Memory[name] = value.detach().DetachFromDisposeScope();
    }
}
