using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.Settings;

/// <summary>A training's settings after parsing and checking.</summary>
internal sealed record TuneSettings
{
    /// <summary>The model that the training starts from.</summary>
    public required ModelReference Checkpoint { get; init; }

    /// <summary>The examples to learn from.</summary>
    public required string TrainingData { get; init; }

    /// <summary>The examples that a gate judges by, none of which may be learned from; null where no gate is in sight.</summary>
    public string? Dataset { get; init; }

    /// <summary>How many of them the gate uses; null for all.</summary>
    public int? Samples { get; init; }

    /// <summary>Whether the gate takes them in an order drawn from <see cref="Seed"/>.</summary>
    public bool Shuffle { get; init; }

    /// <summary>What the adversary may do; its mask is loaded with the data.</summary>
    public required ThreatModel ThreatModel { get; init; }

    /// <summary>The file of the threat model's mask; null for none.</summary>
    public string? Mask { get; init; }

    public required TrainingRecipe Recipe { get; init; }

    /// <summary>The time it may take; null for any.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>The forward and backward passes it may make; null for any number.</summary>
    public long? Passes { get; init; }

    public long Seed { get; init; }

    public ComputeSettings Compute { get; init; } = new("auto", Threads: null);

    /// <summary>What the gate asks for: the training may stop once it is met with a margin.</summary>
    public required Thresholds Thresholds { get; init; }

    /// <summary>Folder of the log, and of the tuned checkpoint unless <see cref="TunedCheckpoint"/> says otherwise.</summary>
    public required string Output { get; init; }

    /// <summary>The file of the tuned checkpoint; null for one in <see cref="Output"/>.</summary>
    public string? TunedCheckpoint { get; init; }

    /// <summary>Take an earlier tuned checkpoint that was made from the same.</summary>
    public bool Reuse { get; init; }

    /// <summary>Go on where an earlier run of the same training stopped.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>The texts that these settings were read from, for a process that reads them again.</summary>
    public SettingValues Values { get; init; } = SettingValues.None;
}
