namespace RobustnessGate.Attacks;

/// <summary>How a training is run.</summary>
public sealed record TrainingOptions
{
    /// <summary>Fixes every random number.</summary>
    public long Seed { get; init; }

    /// <summary>What the model returns.</summary>
    public OutputKind Outputs { get; init; }

    /// <summary>The time after which the training ends; its schedule is fitted to that. Null for no limit. With it the result depends on the machine's speed.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The forward and backward passes, in examples, after which the training ends; its schedule is fitted to that. Null for no limit.</summary>
    public long? Passes { get; init; }

    /// <summary>Epochs below this clean accuracy on the held-out examples are selected only where there is no other.</summary>
    public double CleanAccuracyMin { get; init; }

    /// <summary>Whether an epoch is so good that the training may end; null to go on.</summary>
    public Func<EpochResult, bool>? IsEnough { get; init; }

    /// <summary>Remembers the training; null to remember nothing.</summary>
    public ITrainingMemory? Memory { get; init; }

    /// <summary>Told after each step.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told after each epoch.</summary>
    public IProgress<EpochResult>? EpochDone { get; init; }

    /// <summary>Stops the training between passes.</summary>
    public CancellationToken CancellationToken { get; init; }
}

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there will be.</param>
/// <param name="Step">Steps done in this epoch.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="Loss">Mean loss of the epoch so far.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="Done">The share of the whole training that is done, in [0, 1].</param>
/// <param name="Seconds">The time it took so far.</param>
public readonly record struct TrainingProgress(int Epoch, int Epochs, int Step, int Steps, double Loss, double LearningRate, double Done, double Seconds);

/// <summary>What an epoch came to, measured on the held-out examples.</summary>
/// <param name="Epoch">The epoch, from 1; 0 is the model before training.</param>
/// <param name="Loss">Mean training loss; not a number for epoch 0.</param>
/// <param name="CleanAccuracy">Share classified correctly.</param>
/// <param name="RobustAccuracy">Share that withstood the attack of the selection.</param>
/// <param name="LearningRate">The learning rate of the last step.</param>
/// <param name="Passes">All passes so far.</param>
/// <param name="Seconds">The time it all took so far.</param>
public sealed record EpochResult(int Epoch, double Loss, double CleanAccuracy, double RobustAccuracy, double LearningRate, PassCount Passes, double Seconds)
{
    /// <summary>Whether the model overfitted catastrophically in this epoch, and the training went back.</summary>
    public bool RolledBack { get; init; }
}

/// <summary>Why a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs are done.</summary>
    AllEpochs,

    /// <summary>The held-out examples say that it is enough.</summary>
    Enough,

    /// <summary>For too many epochs none was better.</summary>
    Plateau,

    /// <summary>The time is over.</summary>
    OutOfTime,

    /// <summary>The passes are used up.</summary>
    OutOfPasses,

    /// <summary>The loss is no longer a finite number.</summary>
    Diverged,
}

/// <summary>What a training came to; the model is left with the weights of the best epoch, in evaluation mode.</summary>
/// <param name="Curve">Every epoch, the model before training first.</param>
/// <param name="Best">The epoch whose weights were kept.</param>
/// <param name="End">Why it ended.</param>
/// <param name="Passes">All passes, selection included.</param>
/// <param name="Seconds">The time it all took.</param>
public sealed record TrainingResult(IReadOnlyList<EpochResult> Curve, EpochResult Best, TrainingEnd End, PassCount Passes, double Seconds);
