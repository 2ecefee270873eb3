using CsCheck;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>The projection onto a hyperplane within the box against slow ways to the same.</summary>
public sealed class HyperplaneProjectionTests
{
    private const double Precision = 1e-4;

    private static readonly Gen<Case> Cases =
        from features in Gen.Int[1, 6]
        from point in Gen.OneOf(Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0, 1]).Array[features]
        from normal in Gen.OneOf(Gen.Const(0.0), Gen.Double[-2, 2], Gen.Double[-0.1, 0.1]).Array[features]
        from share in Gen.Double[-1.5, 1.5]
        select new Case([.. point.Select(Single)], [.. normal.Select(slope => Math.Round(slope, 4)).Select(Single)], share);

    [Theory]
    [InlineData("Linf")]
    [InlineData("L2")]
    [InlineData("L1")]
    public void The_move_is_the_shortest_that_reaches_the_hyperplane_within_the_box(string name)
    {
        var norm = Norm.Find(name)!;
        Cases.Sample(one =>
        {
            using var scope = NewDisposeScope();
            var move = Project(norm, one);
            Assert.All(move.Zip(one.Point), pair => Assert.InRange(pair.First + pair.Second, -1e-6, 1 + 1e-6));
            if (!one.IsReachable)
                return;
            Assert.Equal(-one.Margin, Dot(one.Normal, move), Precision);
            Assert.Equal(Shortest(norm, one), Length(norm, move), Precision);
        });
    }

    [Theory]
    [InlineData("Linf")]
    [InlineData("L2")]
    [InlineData("L1")]
    public void Where_the_box_does_not_reach_the_hyperplane_the_move_ends_in_the_nearest_corner(string name)
    {
        using var scope = NewDisposeScope();
        var move = Project(Norm.Find(name)!, new Case([0.25, 0.5, 1, 0.5], [1, -2, -3, 0], Share: 1.2));
        Assert.Equal([-0.25, 0.5, 0, 0], move, (expected, actual) => Math.Abs(expected - actual) < 1e-6);
    }

    [Theory]
    [InlineData("Linf")]
    [InlineData("L2")]
    [InlineData("L1")]
    public void Without_a_slope_there_is_no_move(string name)
    {
        using var scope = NewDisposeScope();
        var points = full(2, 3, 0.5f);
        var move = HyperplaneProjection.Move(Norm.Find(name)!, points, zeros(2, 3), tensor(new[] { 1f, 0f }), new Box(Bounds.Unit, CPU));
        Assert.Equal(0, move.abs().max().item<float>());
    }

    [Theory]
    [InlineData("Linf", 1e-25)]
    [InlineData("L2", 1e-25)]
    [InlineData("L1", 1e-25)]
    [InlineData("L2", 1e25)]
    public void The_size_of_the_gradient_does_not_matter(string name, double size)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(2);
        var (points, normals, margins, box) = (draws.Uniform(4, 40), draws.Normal(4, 40), draws.Normal(4), new Box(Bounds.Unit, CPU));
        var scaled = HyperplaneProjection.Move(Norm.Find(name)!, points, normals * size, margins * size, box);
        Assert.Equal(0, (scaled - HyperplaneProjection.Move(Norm.Find(name)!, points, normals, margins, box)).abs().max().item<float>(), 1e-5);
    }

    [Fact]
    public void A_row_does_not_depend_on_the_others()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(1);
        var (points, normals, margins) = (draws.Uniform(16, 40), draws.Normal(16, 40), draws.Normal(16));
        var box = new Box(Bounds.Unit, CPU);
        foreach (var norm in (Norm[])[Norm.Linf, Norm.L2, Norm.L1])
        {
            var together = HyperplaneProjection.Move(norm, points, normals, margins, box);
            for (var row = 0; row < 16; row++)
            {
                var alone = HyperplaneProjection.Move(norm, points.narrow(0, row, 1), normals.narrow(0, row, 1), margins.narrow(0, row, 1), box);
                Assert.Equal(0, (alone - together.narrow(0, row, 1)).abs().max().item<float>(), 1e-6);
            }
        }
    }

    private static double[] Project(Norm norm, Case one)
    {
        long[] shape = [1, one.Point.Length];
        var move = HyperplaneProjection.Move(
            norm, Row(one.Point), Row(one.Normal), tensor(new[] { (float)one.Margin }), new Box(Bounds.Unit, CPU));
        return Array.ConvertAll(move.data<float>().ToArray(), value => (double)value);

        Tensor Row(double[] values) => tensor(Array.ConvertAll(values, value => (float)value), shape);
    }

    private static double Shortest(Norm norm, Case one) => norm.Name switch
    {
        "L1" => ShortestInL1(one),
        "L2" => Length(norm, Bisect(one, slope => slope)),
        _ => Length(norm, Bisect(one, slope => slope > 0 ? 1 : 0)),
    };

    // By its optimality conditions the move is min(λ × speed, room) for some λ.
    private static double[] Bisect(Case one, Func<double, double> speed)
    {
        var (low, high) = (0.0, 1e6);
        for (var halving = 0; halving < 100; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = one.Gain(Moves(middle)) < Math.Abs(one.Margin) ? (middle, high) : (low, middle);
        }

        return Moves(high);

        double[] Moves(double factor) => [.. one.Slopes.Zip(one.Rooms, (slope, room) => Math.Min(factor * speed(slope), room))];
    }

    // A linear program: an optimum has all features but one at an end of their range.
    private static double ShortestInL1(Case one)
    {
        var features = one.Slopes.Length;
        var shortest = one.Margin == 0 ? 0 : double.PositiveInfinity;
        for (var used = 0; used < 1 << features; used++)
        {
            var full = Enumerable.Range(0, features).Where(feature => (used >> feature & 1) == 1).ToList();
            var rest = Math.Abs(one.Margin) - full.Sum(feature => one.Slopes[feature] * one.Rooms[feature]);
            var length = full.Sum(feature => one.Rooms[feature]);
            foreach (var partial in Enumerable.Range(0, features).Except(full).Where(feature => one.Slopes[feature] > 0))
            {
                var move = rest / one.Slopes[partial];
                if (move >= 0 && move <= one.Rooms[partial])
                    shortest = Math.Min(shortest, length + move);
            }
        }

        return shortest;
    }

    private static double Length(Norm norm, double[] move) => norm.Name switch
    {
        "Linf" => move.Max(Math.Abs),
        "L2" => Math.Sqrt(move.Sum(value => value * value)),
        _ => move.Sum(Math.Abs),
    };

    private static double Dot(double[] left, double[] right) => left.Zip(right, (one, other) => one * other).Sum();

    private static double Single(double value) => (float)value;

    /// <summary>A point, a normal, and how much of what the box allows it takes to reach the hyperplane; its sign says from which side.</summary>
    private sealed record Case(double[] Point, double[] Normal, double Share)
    {
        public double[] Slopes => Array.ConvertAll(Normal, Math.Abs);

        public double[] Rooms => [.. Point.Zip(Normal, (point, normal) => normal * Share > 0 ? point : 1 - point)];

        public bool IsReachable => Math.Abs(Share) < 0.999;

        public double Margin => (float)(Share * Gain(Rooms));

        public double Gain(double[] moves) => Dot(Slopes, moves);
    }
}
