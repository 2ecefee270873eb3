using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.ThreatModels;

public sealed class ThreatModelTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Rejects_a_budget_that_is_not_a_positive_number(double epsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreatModel(Norm.Linf, epsilon, Bounds.Unit));

    [Fact]
    public void Rejects_less_than_one_feature_in_L0() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ThreatModel(Norm.L0, 0.5, Bounds.Unit));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 0)]
    [InlineData(double.NaN, 1)]
    [InlineData(0, double.PositiveInfinity)]
    public void Rejects_bounds_that_are_no_range(double lower, double upper) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Bounds(lower, upper));

    [Fact]
    public void Measures_distance_and_bounds_of_a_candidate()
    {
        using var scope = NewDisposeScope();
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        var clean = tensor(new[] { 0.5f, 0.95f }).reshape(1, 2);
        var moves = tensor(new[,] { { 0.1f, -0.1f }, { 0.101f, 0f }, { 0f, 0.06f }, { 0.05f, 0f } });
        var (allowed, distances) = threat.Measure(clean + moves, clean.expand(4, 2));
        Assert.Equal([true, false, false, true], allowed);
        Assert.All(distances.Zip([0.1, 0.101, 0.06, 0.05]), pair => Assert.Equal(pair.Second, pair.First, 1e-6));
    }

    [Theory]
    [InlineData("Linf", 0.1)]
    [InlineData("L2", 1)]
    [InlineData("L1", 8)]
    [InlineData("L0", 20)]
    public void What_it_projects_it_also_allows(string name, double epsilon)
    {
        using var scope = NewDisposeScope();
        var threat = new ThreatModel(Norm.Find(name)!, epsilon, new Bounds(-0.3, 0.7));
        var draws = new Drawn(2);
        var clean = draws.Uniform(50, 3, 16, 16) - 0.3;
        var projected = threat.Project(clean + draws.Normal(50, 3, 16, 16), clean);
        Assert.All(threat.Measure(projected, clean).Allowed, Assert.True);
    }
}
