using CsCheck;

namespace RobustnessGate.Attacks.Tests.Randomness;

public class PermutationTests
{
    [Fact]
    public void The_generator_is_SplitMix64()
    {
        ulong state = 1234567;

        ulong[] numbers = [.. Enumerable.Range(0, 5).Select(_ => Permutation.Next(ref state))];

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], numbers);
    }

    [Fact]
    public void An_order_holds_every_number_once() => Gen.Select(Gen.Int[0, 300], Gen.Long).Sample((count, seed) =>
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Permutation.Of(count, seed).Order()));

    [Fact]
    public void An_order_depends_on_its_seed_alone()
    {
        Assert.Equal(Permutation.Of(100, seed: 7), Permutation.Of(100, seed: 7));
        Assert.NotEqual(Permutation.Of(100, seed: 7), Permutation.Of(100, seed: 8));
    }

    [Fact]
    public void Every_order_of_three_is_about_as_frequent()
    {
        var counts = Enumerable.Range(0, 6000).CountBy(seed => string.Join(',', Permutation.Of(3, seed))).ToDictionary();

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }
}
