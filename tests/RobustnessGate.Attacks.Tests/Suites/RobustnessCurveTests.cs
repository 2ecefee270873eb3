using CsCheck;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

public class RobustnessCurveTests
{
    private const double Epsilon = 0.1;

    [Fact]
    public void The_curve_falls_where_the_nearest_success_of_gate_or_search_is()
    {
        // Broken by the gate at 0.1 and by the search at 0.05, by the search alone beyond the budget, not at all, and misclassified.
        var (gate, nearest) = (Result(Broken(0.1), Robust(), Robust(), Misclassified()), Result(Broken(0.05), Broken(0.4), Robust(), Misclassified()));
        Assert.Equal(
            [new(0, 0.75), new(0.05, 0.5), new(0.1, 0.5), new(0.4, 0.25)],
            RobustnessCurve.Of(gate, nearest, Epsilon).Points(200));
    }

    [Fact]
    public void A_success_of_the_search_within_the_budget_breaks_the_example_for_the_gate()
    {
        var settled = RobustnessCurve.Settle(Result(Robust(), Robust(), Broken(0.1)), Result(Broken(0.1), Broken(0.11), Broken(0.01)), Epsilon);
        Assert.Equal([Outcome.Broken, Outcome.Robust, Outcome.Broken], settled.Examples.Select(example => example.Outcome));
        Assert.Equal([0.1, null, 0.1], settled.Examples.Select(example => example.Witness?.Distance));
    }

    [Fact]
    public void A_gate_s_success_that_measures_a_rounding_more_than_epsilon_counts_at_epsilon()
    {
        var curve = RobustnessCurve.Of(Result(Broken(0.1 + 1e-8), Robust()), Result(Robust(), Robust()), Epsilon);
        Assert.Equal(0.5, curve.RobustAccuracy(Epsilon));
    }

    [Fact]
    public void The_nearest_success_is_the_nearer_of_the_two()
    {
        var nearest = RobustnessCurve.Nearest(Result(Broken(0.1), Broken(0.1), Robust(), Robust()), Result(Broken(0.05), Robust(), Broken(0.4), Robust()));
        Assert.Equal([0.05, 0.1, 0.4, null], nearest.Examples.Select(example => example.Witness?.Distance));
    }

    [Theory]
    [InlineData(new[] { 0.3, 0.1, 0.2 }, 0.2)]
    [InlineData(new[] { 0.1, 0.2 }, 0.15)]
    [InlineData(new[] { 0.1, 0.2, double.PositiveInfinity }, 0.2)]
    [InlineData(new[] { 0.1, double.PositiveInfinity }, null)]
    [InlineData(new double[0], null)]
    public void The_median_is_of_the_correctly_classified_examples(double[] distances, double? expected)
    {
        var nearest = distances.Select(distance => double.IsFinite(distance) ? Broken(distance) : Robust()).Append(Misclassified()).ToArray();
        var gate = distances.Select(_ => Robust()).Append(Misclassified()).ToArray();
        var median = RobustnessCurve.Of(Result(gate), Result(nearest), Epsilon).MedianDistance;
        Assert.Equal(expected, median is { } value ? Math.Round(value, 12) : null);
    }

    [Fact]
    public void In_every_norm_there_are_attacks_to_trace_it()
    {
        Assert.All(Norm.All, norm => Assert.NotEmpty(Attacks.Suites.Curve(norm).Attacks));
        Assert.All(Norm.All, norm => Assert.All(Attacks.Suites.Curve(norm).Attacks, attack => Assert.True(attack.IsMinimumNorm && attack.Supports(norm))));
    }

    [Fact]
    public void Many_distances_are_thinned_from_end_to_end()
    {
        var nearest = Result([.. Enumerable.Range(1, 1000).Select(number => Broken(number / 1000.0))]);
        var gate = Result([.. Enumerable.Range(1, 1000).Select(number => Robust())]);
        var points = RobustnessCurve.Of(RobustnessCurve.Settle(gate, nearest, Epsilon), nearest, Epsilon).Points(200);
        Assert.InRange(points.Count, 200, 202);
        Assert.Equal((0, 1), (points[0].Epsilon, points[0].RobustAccuracy));
        Assert.Equal((1, 0), (points[^1].Epsilon, points[^1].RobustAccuracy));
        Assert.Contains(new CurvePoint(Epsilon, 0.9), points);
    }

    [Fact]
    public void The_curve_never_grows_and_agrees_with_the_settled_gate()
    {
        var example = Gen.Select(Gen.Int[0, 2], Gen.Double[0, Epsilon], Gen.Int[0, 1], Gen.Double[0, 0.5]);
        example.Array[1, 50].Sample(drawn =>
        {
            var gate = Result(Array.ConvertAll(drawn, row => row.Item1 == 0 ? Misclassified() : row.Item1 == 1 ? Broken(row.Item2) : Robust()));
            var nearest = Result(Array.ConvertAll(drawn, row => row.Item1 == 0 ? Misclassified() : row.Item3 == 1 ? Broken(row.Item4) : Robust()));
            var settled = RobustnessCurve.Settle(gate, nearest, Epsilon);
            var points = RobustnessCurve.Of(settled, nearest, Epsilon).Points(10);
            Assert.Equal(points.OrderBy(point => point.Epsilon), points);
            Assert.Equal(points.OrderByDescending(point => point.RobustAccuracy).Select(point => point.RobustAccuracy), points.Select(point => point.RobustAccuracy));
            var verdict = (double)settled.Examples.Count(result => result.Outcome == Outcome.Robust) / drawn.Length;
            Assert.Equal(verdict, points.Single(point => point.Epsilon.Equals(Epsilon)).RobustAccuracy);
        });
    }

    private static SuiteResult Result(params ExampleResult[] examples) =>
        new([.. examples.Select((example, index) => example with { Index = index })], [], default, default);

    private static ExampleResult Robust() => new(0, 1, 1, Outcome.Robust, null, null);

    private static ExampleResult Misclassified() => new(0, 1, 2, Outcome.Misclassified, null, null);

    private static ExampleResult Broken(double distance) => new(0, 1, 1, Outcome.Broken, "A", new Witness(0, Nothing, 2, distance, false));

    private static readonly Tensor Nothing = zeros(1);
}
