using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Settings;

/// <summary>A run's settings after parsing and checking: what is measured, how, and what it is judged by.</summary>
internal sealed record GateSettings
{
    public required ModelReference Checkpoint { get; init; }

    public required string Dataset { get; init; }

    /// <summary>The file with the names of the classes; null for none.</summary>
    public string? ClassNames { get; init; }

    /// <summary>The file with the features' names; null where they have none.</summary>
    public string? FeatureNames { get; init; }

    /// <summary>What the adversary may do; its mask is loaded with the data.</summary>
    public required ThreatModel ThreatModel { get; init; }

    /// <summary>The file of the threat model's mask; null for none.</summary>
    public string? Mask { get; init; }

    public required Suite Suite { get; init; }

    /// <summary>The attacks that trace robust accuracy over epsilon; null where that is not asked for.</summary>
    public Suite? Curve { get; init; }

    /// <summary>How many slices through the decision boundaries to measure; null lets their price decide.</summary>
    public int? Slices { get; init; }

    /// <summary>How many examples to use; null for all.</summary>
    public int? Samples { get; init; }

    /// <summary>Take the examples in an order drawn from <see cref="Seed"/> instead of the file's.</summary>
    public bool Shuffle { get; init; }

    public long Seed { get; init; }

    public ComputeSettings Compute { get; init; } = new("auto", Threads: null);

    /// <summary>Examples a batch; null lets the tool choose.</summary>
    public int? BatchSize { get; init; }

    public required Thresholds Thresholds { get; init; }

    /// <summary>A warning about how far the verdict can be trusted makes the run fail.</summary>
    public bool Strict { get; init; }

    /// <summary>The committed snapshot that the run is compared with; null for none.</summary>
    public string? Baseline { get; init; }

    /// <summary>Folder of the reports; created when absent.</summary>
    public required string Output { get; init; }

    /// <summary>The views to write beside the report.</summary>
    public IReadOnlyList<ReportView> Reports { get; init; } = ReportViews.All;

    /// <summary>Judge the measurements recorded in <see cref="Output"/> when nothing that they depend on has changed.</summary>
    public bool Reuse { get; init; }

    /// <summary>Go on where an earlier run of the same measurement stopped.</summary>
    public bool Resume { get; init; } = true;

    /// <summary>When and how adversarial training continues; null for never.</summary>
    public FineTuneSettings? FineTune { get; init; }

    /// <summary>Where the project declares each setting, by its MSBuild name.</summary>
    public IReadOnlyDictionary<string, SourceLocation> DeclaredAt { get; init; } = new Dictionary<string, SourceLocation>(StringComparer.Ordinal);

    /// <summary>The texts that these settings were read from, for a process that reads them again.</summary>
    public SettingValues Values { get; init; } = SettingValues.None;
}
