using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

public sealed class BaselineTests : IDisposable
{
    private static readonly ReportDocument Recorded = SampleReport.Failed;

    private static readonly MeasurementIdentity Same = new(
        Recorded.Inputs,
        Recorded.ThreatModel,
        Recorded.Suite,
        [.. Recorded.Attacks.Select(attack => new AttackIdentity(attack.Name, attack.Settings))],
        Recorded.Metrics.Examples,
        Recorded.Seed,
        Recorded.Shuffle,
        Recorded.Environment,
        [new AttackIdentity("FMN", [])]);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_a_limited_drop_no_baseline_is_looked_at()
    {
        Assert.Null(Baseline.RobustAccuracy(Settings(new Thresholds(), "absent.json"), Same));
    }

    [Fact]
    public void A_comparable_baseline_gives_its_robust_accuracy_even_of_another_checkpoint()
    {
        var other = Same with { Inputs = Same.Inputs with { Checkpoint = new FileEntry("better.pt", "other") } };
        Assert.Equal(0.4, Read(ReportFile.Text(Recorded), other));
    }

    [Fact]
    public void A_missing_baseline_is_an_error()
    {
        var error = Assert.Throws<GateException>(() => Baseline.RobustAccuracy(Settings(new Thresholds(RobustAccuracyMaxDrop: 0.1), folder.File("absent.json")), Same));
        Assert.Equal((Codes.BaselineMissing, "RobustnessBaseline"), (error.Code, error.Setting));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("<<<<<<< ours")]
    public void An_unreadable_baseline_is_an_error(string content)
    {
        Assert.Equal(Codes.BaselineUnreadable, Assert.Throws<GateException>(() => Read(content, Same)).Code);
    }

    [Fact]
    public void Another_measurement_is_named()
    {
        Assert.Equal("epsilon 0.03137254901960784 instead of 0.1", Difference(Same with { ThreatModel = Same.ThreatModel with { Epsilon = 0.1 } }));
        Assert.Equal("bounds 0, 1 instead of -1, 1", Difference(Same with { ThreatModel = Same.ThreatModel with { Bounds = [-1, 1] } }));
        Assert.Equal("mask none instead of c0", Difference(Same with { ThreatModel = Same.ThreatModel with { Mask = new FileEntry("mask.npy", "c0") } }));
        Assert.Equal("number of examples 5 instead of 6", Difference(Same with { Examples = 6 }));
        Assert.Equal("seed 0 instead of 1", Difference(Same with { Seed = 1 }));
        Assert.Equal("attacks FGSM, PGD instead of FGSM", Difference(Same with { Attacks = [Same.Attacks[0]] }));
        Assert.Equal("curve FMN instead of none", Difference(Same with { Curve = null }));
        Assert.Equal("PGD with other options", Difference(Same with { Attacks = [Same.Attacks[0], new AttackIdentity("PGD", [])] }));
    }

    [Fact]
    public void A_baseline_without_numbers_is_not_comparable()
    {
        var same = Same with { Attacks = [], Curve = null };
        Assert.Equal(Codes.BaselineNotComparable, Assert.Throws<GateException>(() => Read(ReportFile.Text(SampleReport.Invalid), same)).Code);
    }

    private string Difference(MeasurementIdentity identity)
    {
        var error = Assert.Throws<GateException>(() => Read(ReportFile.Text(Recorded), identity));
        Assert.Equal(Codes.BaselineNotComparable, error.Code);
        return error.Message[(error.Message.IndexOf('(', StringComparison.Ordinal) + 1)..error.Message.IndexOf(");", StringComparison.Ordinal)];
    }

    private double? Read(string content, MeasurementIdentity identity) =>
        Baseline.RobustAccuracy(Settings(new Thresholds(RobustAccuracyMaxDrop: 0.1), folder.Write("baseline.json", content)), identity);

    private static GateSettings Settings(Thresholds thresholds, string path) => SampleReport.Settings(thresholds) with { Baseline = path };
}
