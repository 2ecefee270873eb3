namespace RobustnessGate.Attacks;

/// <summary>How a suite is run on the examples.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Fixes every random number.</summary>
    public long Seed { get; init; }

    /// <summary>Examples a batch. Outcomes do not depend on it beyond rounding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1.</exception>
    public int BatchSize
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 256;

    /// <summary>Examples that share a queue: as many batches as keep the places of broken examples filled.</summary>
    public int BlockSize => BatchesOfABlock * BatchSize;

    /// <summary>How often a random model is asked about a success; most of the answers decide. More than 1 also seeds libtorch's generator, which
    /// such models draw from, before each attack on each block.</summary>
    public int ConfirmationDraws { get; init; } = 1;

    /// <summary>Remembers finished parts of the evaluation; null to remember nothing.</summary>
    public IEvaluationJournal? Journal { get; init; }

    private const int BatchesOfABlock = 4;

    /// <summary>Told after each attack on each batch.</summary>
    public IProgress<EvaluationProgress>? Progress { get; init; }

    /// <summary>Stops the evaluation between passes.</summary>
    public CancellationToken CancellationToken { get; init; }
}

/// <summary>How far an evaluation is.</summary>
/// <param name="ExamplesDone">Examples whose outcome is decided.</param>
/// <param name="ExamplesTotal">All examples.</param>
/// <param name="Attack">The attack that ended last; empty after the clean pass.</param>
/// <param name="Broken">Examples broken so far.</param>
/// <param name="Misclassified">Examples misclassified as they are, so far.</param>
public readonly record struct EvaluationProgress(long ExamplesDone, long ExamplesTotal, string Attack, long Broken, long Misclassified);
