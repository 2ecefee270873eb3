using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports;

/// <summary>The document <c>report.json</c>, which every other output is a view of; <c>docs/report.md</c> explains it and
/// <c>docs/report.schema.json</c> is its schema. Property order is the order in the file.</summary>
internal sealed record ReportDocument
{
    public const int CurrentSchemaVersion = 1;

    public required int SchemaVersion { get; init; }

    public required string Verdict { get; init; }

    public required IReadOnlyList<FailureEntry> Failures { get; init; }

    public required IReadOnlyList<DiagnosticEntry> Diagnostics { get; init; }

    public required MetricsEntry Metrics { get; init; }

    public required ThresholdsEntry Thresholds { get; init; }

    public required ThreatModelEntry ThreatModel { get; init; }

    public required string Suite { get; init; }

    public required long Seed { get; init; }

    public required bool Shuffle { get; init; }

    public required InputsEntry Inputs { get; init; }

    /// <summary>The names of the classes, in order; null where none were given.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The names of the features, in the order of an example's values; null where none were given.</summary>
    public IReadOnlyList<string>? Features { get; init; }

    public required IReadOnlyList<AttackEntry> Attacks { get; init; }

    public required IReadOnlyList<ExampleEntry> Examples { get; init; }

    /// <summary>Robust accuracy over epsilon; null where it was not asked for.</summary>
    public CurveEntry? Curve { get; init; }

    /// <summary>The training that made the checkpoint; null where the gate did none.</summary>
    public TuningEntry? Tuning { get; init; }

    /// <summary>What changed against the baseline; null where there is none.</summary>
    public ComparisonEntry? Comparison { get; init; }

    /// <summary>The evidence file beside the report; null when nothing was attacked.</summary>
    public required FileEntry? Evidence { get; init; }

    /// <summary>The file of slices through the decision boundaries beside the report; null where none were asked for.</summary>
    public FileEntry? Boundaries { get; init; }

    /// <summary>SHA-256 of everything that the measurement depends on.</summary>
    public required string Fingerprint { get; init; }

    public required EnvironmentEntry Environment { get; init; }

    public required CostEntry Cost { get; init; }

    /// <summary>The files beside the report that belong to it.</summary>
    [JsonIgnore]
    public IEnumerable<FileEntry> Files => new[] { Evidence, Curve?.Evidence, Boundaries }.OfType<FileEntry>();
}

/// <summary>A crossed threshold.</summary>
internal sealed record FailureEntry(string Code, string Metric, double? Value, double Threshold, string Setting, string? DeclaredAt, string Message);

/// <summary>A reason to doubt the numbers, or to refuse them.</summary>
internal sealed record DiagnosticEntry(string Code, string Message)
{
    /// <summary>The figure behind it; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Measured { get; init; }

    /// <summary>The limit that it crosses; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? Threshold { get; init; }
}

/// <summary>The numbers; null where they were not measured.</summary>
internal sealed record MetricsEntry(
    long Examples, double Confidence, ProportionEntry? CleanAccuracy, ProportionEntry? RobustAccuracy, ProportionEntry? AttackSuccessRate)
{
    /// <summary>Robust accuracy where only witnesses count that break their examples after rounding to 8 bits, too.</summary>
    public ProportionEntry? RobustAccuracy8bit { get; init; }
}

/// <summary>A share with its confidence interval.</summary>
internal sealed record ProportionEntry(double? Value, long Count, long Of, double Low, double High);

/// <summary>The limits, as set.</summary>
internal sealed record ThresholdsEntry(
    double? RobustAccuracyMin, double? AttackSuccessRateMax, double? CleanAccuracyMin, double? RobustAccuracyMaxDrop, double? BaselineRobustAccuracy,
    bool Strict = false);

/// <summary>What an attack may do to an input.</summary>
internal sealed record ThreatModelEntry(string Norm, double Epsilon, IReadOnlyList<double> Bounds, FileEntry? Mask = null);

/// <summary>What was measured, by content.</summary>
internal sealed record InputsEntry(FileEntry Checkpoint, string? Model, FileEntry? Assembly, FileEntry Dataset, string DatasetFormat);

/// <summary>A file or a set of files, by name and content.</summary>
internal sealed record FileEntry(string Name, string Sha256)
{
    private static readonly InputKind Kind = new("file of the report", "RobustnessOutput", Codes.OutputNotWritable, Codes.OutputNotWritable);

    /// <summary>The file of that name in a folder.</summary>
    /// <exception cref="GateException">It cannot be read.</exception>
    public static FileEntry Of(string folder, string name) => new(name, Files.Sha256.OfFile(Path.Combine(folder, name), Kind));

    /// <summary>Whether a file of that name and content is in a folder.</summary>
    /// <exception cref="GateException">There is one of that name, but it cannot be read.</exception>
    public bool IsIn(string folder) => File.Exists(Path.Combine(folder, Name)) && Of(folder, Name) == this;
}

/// <summary>One attack of the suite and what it did.</summary>
internal sealed record AttackEntry(
    string Name,
    JsonObject Settings,
    long Attempted,
    long Broken,
    long ZeroGradients,
    long Unconfirmed,
    long ForwardPasses,
    long BackwardPasses,
    double Seconds);

/// <summary>What became of one example.</summary>
internal sealed record ExampleEntry(long Index, long Label, long Predicted, string Outcome, string? BrokenBy, double? Distance)
{
    /// <summary>The class predicted on its witness, −1 where that output is not finite; null where there is no witness.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long? PredictedUnderAttack { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NonFinite { get; init; }

    /// <summary>Its witness still breaks it after rounding to 8 bits; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? Survives8bit { get; init; }
}

/// <summary>Robust accuracy over epsilon, from the nearest successes there are.</summary>
internal sealed record CurveEntry(double? MedianDistance, IReadOnlyList<CurvePointEntry> Points, IReadOnlyList<AttackEntry> Attacks, FileEntry Evidence);

/// <summary>Robust accuracy within a budget.</summary>
internal sealed record CurvePointEntry(double Epsilon, double RobustAccuracy);

/// <summary>How the checkpoint was made.</summary>
/// <param name="Checkpoint">The tuned checkpoint.</param>
/// <param name="Parent">The checkpoint that the training started from.</param>
/// <param name="ParentReport">The report on it, beside this one; null where it was not measured.</param>
/// <param name="ParentCleanAccuracy">Its clean accuracy.</param>
/// <param name="ParentRobustAccuracy">Its robust accuracy.</param>
/// <param name="Method">The method.</param>
/// <param name="Settings">The recipe's options.</param>
/// <param name="Curve">Every epoch, measured on held-out examples.</param>
/// <param name="BestEpoch">The epoch that was kept.</param>
/// <param name="End">Why the training ended.</param>
/// <param name="Cost">Its price.</param>
internal sealed record TuningEntry(
    FileEntry Checkpoint,
    FileEntry Parent,
    string? ParentReport,
    double? ParentCleanAccuracy,
    double? ParentRobustAccuracy,
    string Method,
    JsonObject Settings,
    IReadOnlyList<EpochEntry> Curve,
    int BestEpoch,
    string End,
    CostEntry Cost);

/// <summary>An epoch of a training.</summary>
internal sealed record EpochEntry(
    int Epoch, double? Loss, double CleanAccuracy, double RobustAccuracy, double LearningRate, long ForwardPasses, long BackwardPasses, double Seconds, bool RolledBack);

/// <summary>What the numbers were computed with.</summary>
internal sealed record EnvironmentEntry(
    string Tool, string TorchSharp, string LibTorch, string Device, int Threads, int BatchSize, string Os, string Runtime);

/// <summary>The price of the run, in examples passed through the model.</summary>
internal sealed record CostEntry(long ForwardPasses, long BackwardPasses, double Seconds);
