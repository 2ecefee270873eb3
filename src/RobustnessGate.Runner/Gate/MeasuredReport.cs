using RobustnessGate.Attacks;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>Makes the report of what was measured; its verdict is still to be given.</summary>
internal static class MeasuredReport
{
    private const string NoVerdictYet = "";

    // As fine as a plot shows.
    private const int MostCurvePoints = 200;

    /// <param name="identity">What was measured.</param>
    /// <param name="diagnostics">What there is to say about it.</param>
    /// <param name="result">What the suite found; null when the model was not worth attacking.</param>
    /// <param name="evidence">The file of witnesses; null without a result.</param>
    /// <param name="cost">The price of it all.</param>
    public static ReportDocument Create(
        MeasurementIdentity identity, IReadOnlyList<DiagnosticEntry> diagnostics, SuiteResult? result, FileEntry? evidence, CostEntry cost) => new()
        {
            SchemaVersion = ReportDocument.CurrentSchemaVersion,
            Verdict = NoVerdictYet,
            Failures = [],
            Diagnostics = diagnostics,
            Metrics = result is null ? new MetricsEntry(identity.Examples, Proportion.Confidence, null, null, null) : Measured(result.Examples),
            Thresholds = new ThresholdsEntry(null, null, null, null, null),
            ThreatModel = identity.ThreatModel,
            Suite = identity.Suite,
            Seed = identity.Seed,
            Shuffle = identity.Shuffle,
            Inputs = identity.Inputs,
            Attacks = result is null ? [] : [.. result.Attacks.Select(Entry)],
            Examples = result is null ? [] : [.. result.Examples.Select(Entry)],
            Evidence = evidence,
            Fingerprint = identity.Fingerprint(),
            Environment = identity.Environment,
            Cost = cost,
        };

    /// <summary>One more than the largest class that a report speaks of.</summary>
    public static long Classes(ReportDocument report) => 1 + report.Examples.Aggregate(
        -1L, (largest, example) => Math.Max(Math.Max(largest, example.Label), Math.Max(example.Predicted, example.PredictedUnderAttack ?? -1)));

    private static MetricsEntry Measured(IReadOnlyList<ExampleResult> examples)
    {
        var metrics = new Metrics(
            examples.Count(example => example.Outcome != Outcome.Misclassified),
            examples.Count(example => example.Outcome == Outcome.Robust),
            examples.Count);
        var lostByRounding = examples.Count(example => example.Witness is { Survives8Bit: false });
        return new MetricsEntry(
            metrics.Examples, Proportion.Confidence, Entry(metrics.CleanAccuracy), Entry(metrics.RobustAccuracy), Entry(metrics.AttackSuccessRate))
        {
            RobustAccuracy8bit = Entry(new Proportion(metrics.Robust + lostByRounding, metrics.Examples)),
        };
    }

    private static ProportionEntry Entry(Proportion share) => new(share.Value, share.Count, share.Total, share.Interval.Low, share.Interval.High);

    /// <summary>The curve of a measurement.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="attacks">What the search for the nearest successes did.</param>
    /// <param name="evidence">The file of these.</param>
    public static CurveEntry Curve(RobustnessCurve curve, IReadOnlyList<AttackResult> attacks, FileEntry evidence) => new(
        curve.MedianDistance,
        [.. curve.Points(MostCurvePoints).Select(point => new CurvePointEntry(point.Epsilon, point.RobustAccuracy))],
        [.. attacks.Select(Entry)],
        evidence);

    private static AttackEntry Entry(AttackResult attack) => new(
        attack.Name,
        GateInputs.Settings(attack.Settings),
        attack.Attempted,
        attack.Broken,
        attack.ZeroGradients,
        attack.Unconfirmed,
        attack.Passes.Forward,
        attack.Passes.Backward,
        attack.Seconds);

    private static ExampleEntry Entry(ExampleResult example) => new(
        example.Index, example.Label, example.Predicted, OutcomeText.Of(example.Outcome), example.BrokenBy, example.Witness?.Distance)
    {
        PredictedUnderAttack = example.Witness?.Predicted,
        NonFinite = example.Witness is { NonFinite: true },
        Survives8bit = example.Witness?.Survives8Bit,
    };
}
