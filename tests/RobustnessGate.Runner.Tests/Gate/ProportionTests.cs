using CsCheck;
using MathNet.Numerics.Distributions;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Tests.Gate;

public class ProportionTests
{
    // From R: binom.test(k, n)$conf.int
    [Theory]
    [InlineData(0, 10, 0.0, 0.3084971)]
    [InlineData(10, 10, 0.6915029, 1.0)]
    [InlineData(5, 10, 0.187086, 0.812914)]
    [InlineData(1, 1, 0.025, 1.0)]
    [InlineData(0, 1, 0.0, 0.975)]
    [InlineData(1, 100, 0.0002531460, 0.05445939)]
    public void The_interval_is_Clopper_and_Pearson_s(long count, long total, double low, double high)
    {
        var interval = new Proportion(count, total).Interval;
        Assert.Equal(low, interval.Low, 6);
        Assert.Equal(high, interval.High, 6);
    }

    [Fact]
    public void The_interval_s_ends_leave_half_of_the_doubt_on_each_side()
    {
        Gen.Select(Gen.Int[1, 2000], Gen.Double.Unit).Sample((total, share) =>
        {
            var count = Math.Clamp((int)(share * total), 1, Math.Max(1, total - 1));
            var (low, high) = new Proportion(count, total).Interval;
            var above = 1 - Binomial.CDF(low, total, count - 1);
            var below = count == total ? 0.025 : Binomial.CDF(high, total, count);
            return Math.Abs(above - 0.025) < 1e-6 && Math.Abs(below - 0.025) < 1e-6;
        });
    }

    [Fact]
    public void A_share_of_nothing_is_undefined_and_could_be_anything()
    {
        var nothing = new Proportion(0, 0);
        Assert.Null(nothing.Value);
        Assert.Equal((0, 1), nothing.Interval);
    }
}
