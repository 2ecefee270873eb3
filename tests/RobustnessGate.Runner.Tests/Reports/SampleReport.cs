using System.Text.Json.Nodes;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Settings;

namespace RobustnessGate.Runner.Tests.Reports;

/// <summary>A report as a run might measure it.</summary>
internal static class SampleReport
{
    private static readonly string Digest = new('a', 64);

    /// <summary>Five examples: one misclassified, two broken (one beyond all numbers), two robust.</summary>
    public static ReportDocument Measured { get; } = new()
    {
        SchemaVersion = 1,
        Verdict = "",
        Failures = [],
        Diagnostics = [new DiagnosticEntry("RG2005", "1 examples were broken by inputs on which the model returns values that are not finite; they count as broken.")],
        Metrics = new MetricsEntry(5, 0.95, Share(4, 5), Share(2, 5), Share(2, 4)) { RobustAccuracy8bit = Share(3, 5) },
        Thresholds = new ThresholdsEntry(null, null, null, null, null),
        ThreatModel = new ThreatModelEntry("Linf", 8.0 / 255, [0, 1]),
        Suite = "custom",
        Seed = 0,
        Shuffle = false,
        Inputs = new InputsEntry(new FileEntry("net.pt", Digest), null, null, new FileEntry("test.npz", Digest), "npz"),
        Classes = ["zero", "one", "two", "three", "four", "five", "six", "seven"],
        Attacks =
        [
            new AttackEntry("FGSM", new JsonObject { ["StepSize"] = null }, 4, 0, 0, 0, 4, 4, 0.25),
            new AttackEntry("PGD", new JsonObject { ["Steps"] = 40, ["StepSize"] = 0.0078, ["RandomStart"] = true }, 4, 2, 0, 0, 1234, 1230, 1234.5678),
        ],
        Examples =
        [
            new ExampleEntry(0, 7, 7, "robust", null, null),
            new ExampleEntry(1, 2, 3, "misclassified", null, null),
            new ExampleEntry(2, 1, 1, "broken", "PGD", 0.0313725471496582) { PredictedUnderAttack = 3, Survives8bit = true },
            new ExampleEntry(3, 0, 0, "broken", "PGD", 0.03) { PredictedUnderAttack = -1, NonFinite = true, Survives8bit = false },
            new ExampleEntry(4, 4, 4, "robust", null, null),
        ],
        Tuning = new TuningEntry(
            new FileEntry("tuned.pt", Digest),
            new FileEntry("net.pt", Digest),
            "parent/report.json",
            0.923,
            0,
            "trades",
            new JsonObject { ["Beta"] = 6 },
            [
                new EpochEntry(0, null, 0.9, 0, 0, 2000, 1000, 1.5, RolledBack: false),
                new EpochEntry(1, 0.75, 0.85, 0.7, 1e-7, 12345, 12000, 61.5, RolledBack: true),
            ],
            1,
            "all epochs done",
            new CostEntry(12345, 12000, 61.5)),
        Curve = new CurveEntry(
            0.0313725471496582,
            [new CurvePointEntry(0, 0.8), new CurvePointEntry(0.03, 0.6), new CurvePointEntry(8.0 / 255, 0.4), new CurvePointEntry(0.5, 0.2)],
            [new AttackEntry("FMN", new JsonObject { ["Steps"] = 100 }, 4, 3, 0, 0, 400, 400, 2.5)],
            new FileEntry("curve.safetensors", Digest)),
        Comparison = new ComparisonEntry(
            new FileEntry("App.robustness.verified.json", Digest),
            null,
            new ChangeEntry(
                new ShareChangeEntry(0.8, 0.8, 0, -0.3, 0.3, 0, 0, 1, ExceedsChance: false),
                new ShareChangeEntry(0.6, 0.4, -0.2, -0.6, 0.2, 2, 1, 1, ExceedsChance: false),
                [
                    new ClassChangeEntry(0, 1, 1, 0, 1, 0),
                    new ClassChangeEntry(1, 1, 1, 0, 1, 0),
                    new ClassChangeEntry(2, 1, 0, 0, 0, 0),
                    new ClassChangeEntry(4, 1, 0, 1, 0, 1),
                    new ClassChangeEntry(7, 1, 1, 1, 0, 0),
                ],
                [
                    new ExampleChangeEntry(2, 1, "robust", "broken", null, "PGD"),
                    new ExampleChangeEntry(3, 0, "robust", "broken", null, "PGD"),
                    new ExampleChangeEntry(4, 4, "broken", "robust", "FGSM", null),
                ])),
        Evidence = new FileEntry("evidence.safetensors", Digest),
        Boundaries = new FileEntry("boundaries.safetensors", Digest),
        Fingerprint = new string('b', 64),
        Environment = new EnvironmentEntry("0.1.0", "0.107.0", "2.10.0", "cpu", 2, 256, "Linux", ".NET 10.0.0"),
        Cost = new CostEntry(1248, 1234, 1240.125),
    };

    public static ReportDocument Failed { get; } = Verdicts.Judged(Measured, Settings(new Thresholds(RobustAccuracyMin: 0.45, CleanAccuracyMin: 0.75)));

    public static ReportDocument Invalid { get; } = Verdicts.Judged(
        Measured with
        {
            Metrics = new MetricsEntry(5, 0.95, null, null, null),
            Diagnostics = [new DiagnosticEntry("RG3011", "The model returns the same output for all 5 examples, so it does not look at its input and nothing measured on it means anything.")],
            Attacks = [],
            Examples = [],
            Curve = null,
            Tuning = null,
            Comparison = null,
            Evidence = null,
            Boundaries = null,
        },
        Settings(new Thresholds(RobustAccuracyMin: 0.45)));

    public static GateSettings Settings(Thresholds thresholds) => SettingsParser.Parse(Given.Options()) with
    {
        Thresholds = thresholds,
        DeclaredAt = new Dictionary<string, SourceLocation> { ["RobustAccuracyMin"] = new("App.csproj", 12, 5) },
    };

    /// <summary>A share as a run writes it.</summary>
    public static ProportionEntry Share(long count, long of)
    {
        var share = new Proportion(count, of);
        return new ProportionEntry(share.Value, count, of, share.Interval.Low, share.Interval.High);
    }
}
