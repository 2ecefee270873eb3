using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.ThreatModels;

public sealed class NormTests
{
    private const long Rows = 64;
    private const long Features = 30;

    public static TheoryData<string> Names => [.. Norm.All.Select(norm => norm.Name)];

    public static TheoryData<string> NamesWithDual => ["Linf", "L2", "L1"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_projection_lies_in_the_ball_and_in_the_box(string name)
    {
        using var scope = NewDisposeScope();
        var (norm, epsilon) = (Norm.Find(name)!, name == "L0" ? 4 : 0.7);
        var (perturbation, clean) = Perturbations(0.5);
        var projected = Project(norm, perturbation, epsilon, clean);
        Assert.True(norm.Length(projected).max().item<float>() <= epsilon + 1e-5);
        Assert.True((clean + projected >= -1e-6).all().item<bool>());
        Assert.True((clean + projected <= 1 + 1e-6).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_point_that_is_allowed_stays_where_it_is(string name)
    {
        using var scope = NewDisposeScope();
        var norm = Norm.Find(name)!;
        var (perturbation, clean) = Perturbations(0.5);
        var inside = Project(norm, perturbation, name == "L0" ? 4 : 0.7, clean);
        Assert.True(Project(norm, inside, name == "L0" ? 4 : 0.70001, clean).allclose(inside, atol: 1e-5));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(100)]
    public void The_L1_projection_is_the_nearest_point_of_ball_and_box(double epsilon)
    {
        using var scope = NewDisposeScope();
        var (perturbation, clean) = Perturbations(0.5);
        var projected = Project(Norm.L1, perturbation, epsilon, clean);
        for (var row = 0; row < Rows; row++)
        {
            var expected = ShrinkByBisection(
                perturbation[row].data<float>().ToArray(), clean[row].data<float>().ToArray(), epsilon);
            Assert.All(expected.Zip(projected[row].data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
        }
    }

    [Theory]
    [MemberData(nameof(NamesWithDual))]
    public void The_steepest_direction_has_length_1_and_reaches_the_dual_norm(string name)
    {
        using var scope = NewDisposeScope();
        var norm = Norm.Find(name)!;
        var gradient = Perturbations(0.5).Perturbation;
        var direction = norm.SteepestDirection(gradient);
        var dual = name switch { "Linf" => Norm.L1, "L1" => Norm.Linf, _ => Norm.L2 };
        Assert.True(norm.Length(direction).allclose(ones(Rows), rtol: 1e-5));
        Assert.True((direction * gradient).flatten(1).sum(1).allclose(dual.Length(gradient), rtol: 1e-5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_steepest_direction_of_a_zero_gradient_is_zero(string name)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, Norm.Find(name)!.SteepestDirection(zeros(2, 3, 4)).abs().max().item<float>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_random_perturbation_lies_in_the_ball_and_reaches_its_outer_half(string name)
    {
        using var scope = NewDisposeScope();
        var (norm, epsilon) = (Norm.Find(name)!, name == "L0" ? 4 : 0.7);
        var random = new RowRandom(0, "test", [.. Enumerable.Range(0, (int)Rows).Select(row => new AttackTask(0, row, 0, 0))], CPU);
        var lengths = norm.Length(norm.RandomPerturbation(random, [Rows, 2, 3, 5], epsilon));
        Assert.True(lengths.max().item<float>() <= epsilon + 1e-5);
        Assert.True(lengths.min().item<float>() > epsilon / 2);
    }

    // In n dimensions a share 2^-n of the ball lies within half its radius: with n = 1 that is one half.
    [Theory]
    [InlineData("L2")]
    [InlineData("L1")]
    public void Random_perturbations_of_one_feature_are_uniform(string name)
    {
        using var scope = NewDisposeScope();
        var random = new RowRandom(0, "test", [.. Enumerable.Range(0, 4000).Select(row => new AttackTask(0, row, 0, 0))], CPU);
        var drawn = Norm.Find(name)!.RandomPerturbation(random, [4000, 1], 1);
        Assert.Equal(0.5, (drawn.abs() < 0.5).to(ScalarType.Float32).mean().item<float>(), 0.03);
        Assert.Equal(0.5, (drawn > 0).to(ScalarType.Float32).mean().item<float>(), 0.03);
    }

    // What is left of a projected perturbation in the unit box.
    private static Tensor Project(Norm norm, Tensor perturbation, double epsilon, Tensor clean) =>
        (clean + norm.Project(perturbation, epsilon, clean, new Box(Bounds.Unit, CPU))).clamp(0, 1) - clean;

    private static (Tensor Perturbation, Tensor Clean) Perturbations(double scale)
    {
        var draws = new Drawn(1);
        var clean = draws.Uniform(Rows, 2, 3, 5);
        return (draws.Normal(Rows, 2, 3, 5) * scale, clean);
    }

    private static double[] ShrinkByBisection(float[] perturbation, float[] clean, double epsilon)
    {
        double[] Shrink(double by) =>
        [
            .. Enumerable.Range(0, (int)Features).Select(feature => Math.Sign(perturbation[feature])
                * Math.Clamp(Math.Abs(perturbation[feature]) - by, 0, perturbation[feature] > 0 ? 1 - clean[feature] : clean[feature])),
        ];
        var (low, high) = (0.0, 100.0);
        if (Shrink(0).Sum(Math.Abs) <= epsilon)
            return Shrink(0);
        for (var halving = 0; halving < 200; halving++)
        {
            var middle = (low + high) / 2;
            (low, high) = Shrink(middle).Sum(Math.Abs) > epsilon ? (middle, high) : (low, middle);
        }

        return Shrink(high);
    }
}
