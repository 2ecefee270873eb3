using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Free adversarial training (Shafahi et al. 2019, arXiv 1904.12843, algorithm 1): each batch is learned from several times, and the same
/// backward pass moves the weights down and the perturbation up; the perturbation is kept for the next batch. Costs a forward and a backward pass
/// for each replay. The one gradient is that of the model in training mode.</summary>
[CatalogEntry("free", "Replays each batch; one gradient moves both weights and perturbation.", "Shafahi et al. 2019, arXiv 1904.12843")]
public sealed record FreeTraining : TrainingMethod
{
    private const string Perturbation = "perturbation";

    /// <summary>How often each batch is replayed (m in the paper); for the same price, divide the epochs by it.</summary>
    [NamedOption("How often each batch is replayed; for the same price, divide Epochs by it.", Minimum = 1)]
    public int Replay { get; init; } = 8;

    // One feature of a gradient, which is what the steepest direction would be, is no step in L0.
    internal override bool Supports(Norm norm) => norm != Norm.L0;

    /// <inheritdoc/>
    public override int Replays => Replay;

    /// <inheritdoc/>
    public override Tensor Craft(TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var kept = step.Memory.TryGetValue(Perturbation, out var perturbation) ? perturbation : zeros_like(step.Inputs);
        var inputs = step.Inputs.clone();
        var rows = Math.Min(kept.shape[0], inputs.shape[0]);
        inputs.narrow(0, 0, rows).add_(kept.narrow(0, 0, rows));
        return step.Threat.Project(inputs, step.Inputs).detach().requires_grad_(true);
    }

    /// <inheritdoc/>
    public override void Learned(TrainingStep step, Tensor crafted)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(crafted);
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var coordinates = new Coordinates(step.Threat, crafted.device);
        var direction = step.Threat.Norm.SteepestDirection(coordinates.Pull(crafted.grad!));
        var moved = coordinates.ToModel(coordinates.FromModel(crafted) + step.Threat.Epsilon * direction, step.Inputs);
        var perturbation = step.Threat.Project(moved, step.Inputs) - step.Inputs;
        // A smaller batch at the end of an epoch leaves the rest for the next one.
        if (step.Memory.TryGetValue(Perturbation, out var kept) && kept.shape[0] > perturbation.shape[0])
            perturbation = cat([perturbation, kept.narrow(0, perturbation.shape[0], kept.shape[0] - perturbation.shape[0])], 0);
        step.Remember(Perturbation, perturbation);
    }
}
