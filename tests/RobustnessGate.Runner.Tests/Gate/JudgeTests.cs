using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

public class JudgeTests
{
    private static readonly Metrics Measured = new(Correct: 450, Robust: 206, Examples: 500, new WeakestPoint("PGD", 88));

    [Fact]
    public void Without_thresholds_nothing_is_crossed()
    {
        Assert.Empty(Judge.Failures(Measured, new Thresholds(), baseline: null));
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
    [InlineData(0.8, 700, 0.1, false)]
    [InlineData(0.8, 699, 0.1, true)]
    [InlineData(0.8, 900, 0.0, false)]
    [InlineData(0.3, 100, 0.2, false)]
    public void A_drop_may_equal_its_maximum(double baseline, long robust, double maximum, bool fails)
    {
        var metrics = new Metrics(1000, robust, 1000);
        Assert.Equal(fails, Judge.Failures(metrics, new Thresholds(RobustAccuracyMaxDrop: maximum), baseline).Count == 1);
    }

    [Fact]
    public void A_drop_names_both_ends()
    {
        var failure = Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: 0.02), baseline: 0.5));
        Assert.Equal("robust accuracy fell by 0.088 from 0.500 to 0.412, more than RobustAccuracyMaxDrop 0.02 (206 of 500 examples robust)", failure.Message);
    }

    [Fact]
    public void A_drop_that_cannot_be_computed_is_too_large()
    {
        Assert.Single(Judge.Failures(Measured, new Thresholds(RobustAccuracyMaxDrop: 1), baseline: null));
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
        var failures = Judge.Failures(Measured, new Thresholds(0.45, 0.5, 0.95, 0.01), baseline: 0.5);
        Assert.Equal(["RG1001", "RG1002", "RG1003", "RG1004"], failures.Select(failure => failure.Code.Id));
    }

    [Theory]
    [InlineData(0.44999, 0.45, "0.44999")]
    [InlineData(0.412, 0.45, "0.412")]
    [InlineData(0.4496, 0.45, "0.4496")]
    [InlineData(0.45, 0.45, "0.450")]
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
}
