namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>The shapes that the Square attack adds in L2 and L1.</summary>
public sealed class BumpTests
{
    [Fact]
    public void Is_a_hill_beside_a_hole_of_nested_rectangles()
    {
        var hill = 1 / Math.Sqrt(2 * (0.25 * 0.25 * 2 + 1.25 * 1.25));
        var hole = 1 / Math.Sqrt(2 * (0.25 * 0.25 * 5 + 1.25 * 1.25));
        double[] expected =
        [
            0.25 * hill, 1.25 * hill, 0.25 * hill,
            -0.25 * hole, -0.25 * hole, -0.25 * hole,
            -0.25 * hole, -1.25 * hole, -0.25 * hole,
        ];
        Assert.All(expected.Zip(Bump.Of(new WindowSize(3, 3), splitsWidth: false, norm: 2)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Turned_it_is_the_transposed_one()
    {
        var upright = Bump.Of(new WindowSize(5, 5), splitsWidth: false, norm: 1);
        var turned = Bump.Of(new WindowSize(5, 5), splitsWidth: true, norm: 1);
        Assert.All(Enumerable.Range(0, 25), cell => Assert.Equal(upright[cell], turned[cell % 5 * 5 + cell / 5]));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 9)]
    [InlineData(7, 1)]
    [InlineData(2, 13)]
    [InlineData(6, 6)]
    public void Has_length_1_whatever_its_size(int height, int width)
    {
        Assert.Equal(1, Bump.Of(new WindowSize(height, width), splitsWidth: true, norm: 2).Sum(value => value * value), 1e-5);
        Assert.Equal(1, Bump.Of(new WindowSize(height, width), splitsWidth: false, norm: 1).Sum(Math.Abs), 1e-5);
    }
}
