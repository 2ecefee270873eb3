using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

public class JudgeTests
{
    private static readonly Metrics Measured = new(Correct: 450, Robust: 206, Examples: 500, new WeakestPoint("PGD", 88));

    private static readonly FileEntry Baseline = new("App.robustness.verified.json", new string('a', 64));

    // 250 of 500 before, 206 now.
    private static readonly ComparisonEntry Fall = Changed(new PairedShares(200, 50, 6, 244));

    [Fact]
    public void Without_thresholds_nothing_is_crossed()
    {
        Assert.Empty(Judge.Failures(Measured, new Thresholds(), comparison: null));
    }

    [Theory]
    [InlineData(0.412, false)]
    [InlineData(0.41200000000000003, true)]
    [InlineData(0.45, true)]
    [InlineData(0.0, false)]
    public void Robust_accuracy_may_equal_its_minimum(double minimum, bool fails)
    {
        Assert.Equal(fails, Judge.Failures(Measured, new Thresholds(RobustAccuracyMin: minimum), null).Count == 1);
    }

    [Fact]
    public void Low_robust_accuracy_names_the_numbers_and_the_weakest_point()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMin: 0.45), null));
        Assert.Equal((Codes.RobustAccuracyTooLow, "robustAccuracy", 0.412, 0.45), (failure.Code, failure.Metric, failure.Value, failure.Threshold));
        Assert.Equal("robust accuracy 0.412 is below RobustAccuracyMin 0.45 (206 of 500 examples robust; weakest point: PGD broke 88)", failure.Message);
    }

    [Fact]
    public void High_attack_success_rate_names_the_numbers()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(AttackSuccessRateMax: 0.5), null));
        Assert.Equal("attack success rate 0.542 is above AttackSuccessRateMax 0.5 (244 of 450 correctly classified examples broken)", failure.Message);
        Assert.Empty(Judge.Failures(Measured, new Thresholds(AttackSuccessRateMax: 244.0 / 450), null));
    }

    [Fact]
    public void Low_clean_accuracy_names_the_numbers()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(CleanAccuracyMin: 0.95), null));
        Assert.Equal("clean accuracy 0.900 is below CleanAccuracyMin 0.95 (450 of 500 examples classified correctly)", failure.Message);
        Assert.Empty(Judge.Failures(Measured, new Thresholds(CleanAccuracyMin: 0.9), null));
    }

    [Theory]
    [InlineData(800, 700, 0.1, false)]
    [InlineData(800, 699, 0.1, true)]
    [InlineData(800, 900, 0.0, false)]
    [InlineData(300, 100, 0.2, false)]
    public void A_drop_may_equal_its_maximum(long before, long after, double maximum, bool fails)
    {
        var shares = new PairedShares(Math.Min(before, after), Math.Max(0, before - after), Math.Max(0, after - before), 1000 - Math.Max(before, after));
        Assert.Equal(fails, Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: maximum), Changed(shares)).Count == 1);
    }

    [Fact]
    public void A_drop_names_both_ends_the_examples_and_whether_it_exceeds_chance()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: 0.02), Fall));
        Assert.Equal((Codes.RobustAccuracyDropped, 0.088), (failure.Code, failure.Value));
        Assert.Equal("robust accuracy fell by 0.088 from 0.500 to 0.412, more than RobustAccuracyMaxDrop 0.02 (50 examples broke and 6 were repaired, more than chance explains, p < 0.0001)", failure.Message);
    }

    [Fact]
    public void Without_a_baseline_a_limited_drop_is_not_met()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: 1), comparison: null));
        Assert.Equal((Codes.BaselineMissing, null, "RobustAccuracyMaxDrop"), (failure.Code, failure.Value, failure.Setting.Property));
        Assert.Equal("there is no baseline, so RobustAccuracyMaxDrop 1 has nothing to compare with; look at what this run measured, make it the baseline with 'robustness-gate accept', and commit that", failure.Message);
    }

    [Fact]
    public void Against_a_baseline_of_something_else_a_limited_drop_is_not_met()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: 1), new ComparisonEntry(Baseline, "seed 0 instead of 1", null)));
        Assert.Equal(Codes.NotComparable, failure.Code);
        Assert.StartsWith("this run is not comparable with App.robustness.verified.json, which has seed 0 instead of 1, so", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_undefined_attack_success_rate_meets_no_threshold()
    {
        var failure = Assert.Single(Judge.Failures(new Metrics(0, 0, 500), new Thresholds(AttackSuccessRateMax: 1), null));
        Assert.Null(failure.Value);
        Assert.Equal("attack success rate is undefined, so AttackSuccessRateMax 1 is not met (no example is classified correctly)", failure.Message);
    }

    [Fact]
    public void Each_crossed_threshold_is_named()
    {
        var failures = Judge.Failures(Measured, new Thresholds(0.45, 0.5, 0.95, 0.01), Fall);
        Assert.Equal(["RG1001", "RG1002", "RG1003", "RG1004"], failures.Select(failure => failure.Code.Id));
    }

    [Theory]
    [InlineData(0.44999, 0.45, "0.44999")]
    [InlineData(0.412, 0.45, "0.412")]
    [InlineData(0.4496, 0.45, "0.4496")]
    [InlineData(0.45, 0.45, "0.450")]
    [InlineData(0.5625, 0.1, "0.563")]
    public void A_share_has_the_decimals_that_tell_it_from_its_limit(double share, double limit, string expected)
    {
        Assert.Equal(expected, Share.Text(share, limit));
    }

    [Fact]
    public void Judgements_read_alike_in_every_culture()
    {
        var failure = Culture.In(Culture.Comma, () => Judge.Failures(Measured, new Thresholds(RobustAccuracyMin: 0.45), null))[0];
        Assert.Equal("robust accuracy 0.412 is below RobustAccuracyMin 0.45 (206 of 500 examples robust; weakest point: PGD broke 88)", failure.Message);
    }

    private static ComparisonEntry Changed(PairedShares robust) => new(Baseline, null, new ChangeEntry(robust.Entry(), robust.Entry(), [], []));
}
