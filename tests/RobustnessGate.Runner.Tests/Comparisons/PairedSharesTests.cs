using CsCheck;
using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Tests.Comparisons;

public class PairedSharesTests
{
    private static readonly Gen<PairedShares> Any =
        Gen.Select(Gen.Long[0, 30], Gen.Long[0, 30], Gen.Long[0, 30], Gen.Long[1, 30], (both, lost, gained, neither) => new PairedShares(both, lost, gained, neither));

    [Theory]
    // The arithmetic is short enough to do by hand: twice the lower tail of a fair coin.
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(5, 0, 2 * 1 / 32.0)]
    [InlineData(0, 6, 2 * 1 / 64.0)]
    [InlineData(1, 7, 2 * (1 + 8) / 256.0)]
    [InlineData(9, 2, 2 * (1 + 11 + 55) / 2048.0)]
    // 12 and 2: Armitage and Berry's media for cultures, for which StatsDirect gives 0.0129.
    [InlineData(12, 2, 2 * (1 + 14 + 91) / 16384.0)]
    public void The_test_is_McNemar_s_exact_one(long lost, long gained, double expected)
    {
        Assert.Equal(expected, new PairedShares(20, lost, gained, 16).PValue, 1e-12);
    }

    [Fact]
    public void The_test_counts_every_way_in_which_chance_does_at_least_as_much()
    {
        Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8]).Sample((lost, gained) =>
        {
            var flips = lost + gained;
            var extreme = Enumerable.Range(0, 1 << flips)
                .Count(outcome => Math.Abs((2 * int.PopCount(outcome)) - flips) >= Math.Abs(lost - gained));
            Assert.Equal((double)extreme / (1 << flips), new PairedShares(7, lost, gained, 7).PValue, 1e-12);
        });
    }

    [Fact]
    public void Many_examples_do_not_exhaust_the_test()
    {
        Assert.InRange(new PairedShares(0, 100_000, 50_000, 0).PValue, 0, 1e-300);
        Assert.Equal(1, new PairedShares(0, 100_000, 100_000, 0).PValue);
    }

    [Theory]
    // R. G. Newcombe, Statistics in Medicine 17 (1998), 2635-2650, method 10.
    [InlineData(36, 12, 2, 0, 0.0569, 0.3404)]
    [InlineData(18, 12, 2, 18, 0.0562, 0.3290)]
    [InlineData(53, 0, 0, 1, -0.0729, 0.0729)]
    [InlineData(0, 30, 0, 0, 0.8395, 1.0000)]
    // M. W. Fagerland, S. Lydersen, P. Laake, Statistical Analysis of Contingency Tables (2017), chapter 8.
    [InlineData(59, 6, 16, 80, -0.1186, -0.0046)]
    public void The_interval_is_Newcombe_s_tenth(long both, long first, long second, long neither, double low, double high)
    {
        // His difference is the first share minus the second.
        var interval = new PairedShares(both, Lost: second, Gained: first, neither).DifferenceInterval;
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void The_interval_holds_the_difference_and_stays_within_what_is_possible()
    {
        Any.Sample(shares =>
        {
            var (low, high) = shares.DifferenceInterval;
            return low <= shares.Difference && shares.Difference <= high && low >= -1 - 1e-12 && high <= 1 + 1e-12;
        });
    }

    [Fact]
    public void Before_and_after_exchanged_exchange_the_ends()
    {
        Any.Sample(shares =>
        {
            var back = new PairedShares(shares.Both, shares.Gained, shares.Lost, shares.Neither);
            Assert.Equal(shares.PValue, back.PValue);
            Assert.Equal(shares.DifferenceInterval.Low, -back.DifferenceInterval.High, 1e-12);
            Assert.Equal((shares.Before, shares.After), (back.After, back.Before));
        });
    }

    [Fact]
    public void A_change_exceeds_chance_when_chance_would_do_it_more_seldom_than_the_intervals_miss()
    {
        Any.Sample(shares => shares.ExceedsChance == (shares.PValue < 1 - Proportion.Confidence));
        Assert.False(new PairedShares(0, 5, 0, 5).ExceedsChance);
        Assert.True(new PairedShares(0, 6, 0, 5).ExceedsChance);
    }
}
