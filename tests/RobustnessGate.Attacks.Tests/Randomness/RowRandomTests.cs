using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Randomness;

public sealed class RowRandomTests
{
    private static RowRandom Streams(long[] indices, long seed = 0, string attack = "PGD", int run = 0) =>
        new(seed, attack, Array.ConvertAll(indices, index => new AttackTask(0, index, run, 0)), CPU);

    [Fact]
    public void An_example_draws_the_same_numbers_in_any_batch()
    {
        using var scope = NewDisposeScope();
        var alone = Streams([7]).Uniform([1, 5], 0, 1);
        var among = Streams([3, 7, 9]).Uniform([3, 5], 0, 1);
        Assert.Equal(alone.data<float>().ToArray(), among[1].data<float>().ToArray());
    }

    [Fact]
    public void An_example_goes_on_with_its_own_numbers_when_others_leave()
    {
        using var scope = NewDisposeScope();
        var alone = Streams([7]);
        var among = Streams([3, 7, 9]);
        alone.Normal([1, 5]);
        among.Normal([3, 5]);
        Assert.Equal(alone.Normal([1, 5]).data<float>().ToArray(), among.Select([1]).Normal([1, 5]).data<float>().ToArray());
    }

    [Theory]
    [InlineData(1, "PGD", 0, 7)]
    [InlineData(0, "BIM", 0, 7)]
    [InlineData(0, "PGD", 1, 7)]
    [InlineData(0, "PGD", 0, 8)]
    public void Another_seed_attack_run_or_example_draws_other_numbers(long seed, string attack, int run, long index)
    {
        using var scope = NewDisposeScope();
        Assert.NotEqual(
            Streams([7]).Uniform([1, 5], 0, 1).data<float>().ToArray(),
            Streams([index], seed, attack, run).Uniform([1, 5], 0, 1).data<float>().ToArray());
    }

    [Fact]
    public void Uniform_numbers_fill_their_range_evenly()
    {
        using var scope = NewDisposeScope();
        var numbers = Streams([0, 1]).Uniform([2, 100_000], -3, 5);
        Assert.InRange(numbers.min().item<float>(), -3f, -2.99f);
        Assert.InRange(numbers.max().item<float>(), 4.99f, 5f);
        Assert.Equal(1, numbers.mean().item<float>(), 0.03f);
        Assert.Equal(64 / 12.0, numbers.var().item<float>(), 0.05);
    }

    [Fact]
    public void Normal_numbers_have_the_moments_of_the_normal_distribution()
    {
        using var scope = NewDisposeScope();
        var numbers = Streams([0, 1]).Normal([2, 100_000]);
        Assert.Equal(0, numbers.mean().item<float>(), 0.01f);
        Assert.Equal(1, numbers.var().item<float>(), 0.02f);
        Assert.Equal(3, numbers.pow(4).mean().item<float>(), 0.1f);
    }
}
