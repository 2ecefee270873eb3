using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Keeps the state of a training, so that one that was killed goes on to the same result.</summary>
public interface ITrainingMemory
{
    /// <summary>The last state that was kept; null for none. The caller owns its tensors.</summary>
    TrainingState? Load();

    /// <summary>Whether it is time to keep the state. Asked after each step; <see cref="Save"/> is called after each epoch, too.</summary>
    bool IsDue { get; }

    /// <summary>Keeps a state. Its tensors are the training's own and change with the next step.</summary>
    void Save(TrainingState state);
}

/// <summary>Everything that the rest of a training depends on, but for its settings, model and data.</summary>
/// <param name="Tensors">Weights, their averages, the best ones, and what the method remembers.</param>
/// <param name="Optimizer">The optimizer's state.</param>
/// <param name="Position">Numbers.</param>
public sealed record TrainingState(IReadOnlyDictionary<string, Tensor> Tensors, byte[] Optimizer, TrainingPosition Position);

/// <summary>The numbers of a training's state.</summary>
public sealed record TrainingPosition
{
    /// <summary>Epochs that are done.</summary>
    public int Epoch { get; init; }

    /// <summary>Steps of the epoch under way that are done.</summary>
    public int Step { get; init; }

    /// <summary>Sum of the losses of these steps.</summary>
    public double LossSum { get; init; }

    /// <summary>The share of the training that was done at the last step.</summary>
    public double Done { get; init; }

    /// <summary>Time spent.</summary>
    public double Seconds { get; init; }

    /// <summary>Passes made.</summary>
    public PassCount Passes { get; init; }

    /// <summary>Steps in the average of the weights.</summary>
    public long AveragedSteps { get; init; }

    /// <summary>How often the method was strengthened.</summary>
    public int Strengthened { get; init; }

    /// <summary>Whether that happened in the epoch under way.</summary>
    public bool RolledBack { get; init; }

    /// <summary>The best robust accuracy that the watch against overfitting has seen; null before its first look.</summary>
    public double? BestProbe { get; init; }

    /// <summary>The running error rate in each threat model.</summary>
    public IReadOnlyList<double> Errors { get; init; } = [];

    /// <summary>The epochs so far.</summary>
    public IReadOnlyList<EpochResult> Curve { get; init; } = [];

    /// <summary>The epoch whose weights are the best so far.</summary>
    public int BestEpoch { get; init; }
}
