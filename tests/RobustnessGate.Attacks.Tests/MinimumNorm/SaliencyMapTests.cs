using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>JSMA changes the pair of features with the largest saliency; on a linear model of two classes these are the two that matter most.</summary>
public sealed class SaliencyMapTests
{
    [Theory]
    [InlineData(1.0, 255)]
    [InlineData(1.0, 2000)]
    [InlineData(-1.0, 255)]
    public void Changes_the_features_that_matter_most_in_pairs(double theta, int candidates)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(41);
        const int features = 600;
        var slope = draws.Normal(features);
        var inputs = draws.Uniform(10, features);
        var model = new LinearModel(stack([slope, -slope]), zeros(2));
        var examples = Data.AsClassifiedBy(model, inputs);
        var result = Nearest(model, examples, new SaliencyMap { Theta = theta, Gamma = 1, Candidates = candidates });

        var weights = slope.data<float>().ToArray();
        foreach (var example in result.Examples)
            Assert.Equal(ChangesInPairs(weights, inputs[example.Index], example.Label, theta), (int)example.Witness!.Distance);
    }

    [Fact]
    public void A_step_costs_one_forward_and_two_backward_passes_whatever_the_classes()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        var model = Stubborn(classes: 1000);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(2, 100));
        var attack = Nearest(model, examples, new SaliencyMap { Gamma = 0.06, Targets = 1 }).Attacks[0];
        Assert.Equal(new PassCount(2 * 4, 2 * 6), attack.Passes);
    }

    [Fact]
    public void Changes_no_more_than_its_share_of_the_features()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(42);
        var model = LinearModel.Random(100, 2, draws);
        var result = Nearest(model, Data.AsClassifiedBy(model, draws.Uniform(40, 100)), new SaliencyMap { Gamma = 0.02 });
        Assert.All(result.Examples, example => Assert.True(example.Witness is null || example.Witness.Distance <= 2));
        Assert.Contains(result.Examples, example => example.Outcome == Outcome.Robust);
    }

    [Fact]
    public void Ends_where_no_feature_can_move()
    {
        using var scope = NewDisposeScope();
        var model = LinearModel.Random(20, 2, seed: 43);
        var result = Nearest(model, Data.AsClassifiedBy(model, ones(3, 20)), new SaliencyMap { Gamma = 1 });
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
        Assert.Equal(new PassCount(3, 6), result.Attacks[0].Passes);
    }

    [Fact]
    public void Moves_a_single_feature_where_there_is_no_other()
    {
        using var scope = NewDisposeScope();
        var model = new LinearModel(tensor(new[,] { { -1f }, { 1f } }), tensor(new[] { 1f, 0f }));
        var result = Nearest(model, Data.Labelled(tensor(new[,] { { 0.1f } }), tensor(new[] { 0L })), new SaliencyMap());
        Assert.Equal(1, result.Examples[0].Witness!.Distance);
    }

    [Fact]
    public void Stops_at_the_number_of_features_that_the_budget_allows()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        var model = Stubborn(classes: 2);
        using var victim = new Victim(model, CPU);
        var result = SuiteEvaluation.Run(
            victim,
            Data.AsClassifiedBy(model, draws.Uniform(1, 100)),
            new Suite("custom", [new SaliencyMap { Gamma = 1 }]),
            new ThreatModel(Norm.L0, 4, Bounds.Unit),
            new EvaluationOptions());
        Assert.InRange(result.Attacks[0].Passes.Forward, 3, 4);
    }

    // The class never changes, but there is a gradient to follow.
    private static FunctionModel Stubborn(int classes) => new(input =>
        input.flatten(1).sum(1, true) / 1e6 * arange(classes, ScalarType.Float32) + nn.functional.one_hot(zeros(input.shape[0], ScalarType.Int64), classes));

    private static SuiteResult Nearest(nn.Module<Tensor, Tensor> model, Examples examples, SaliencyMap attack)
    {
        using var victim = new Victim(model, CPU);
        return SuiteEvaluation.RunNearest(victim, examples, new Suite("custom", [attack]), new ThreatModel(Norm.L0, 1, Bounds.Unit), new EvaluationOptions());
    }

    private static int ChangesInPairs(float[] slope, Tensor input, long label, double theta)
    {
        var values = input.data<float>().ToArray();
        // What moving a feature to its bound takes from the margin, in order of its slope.
        var gains = slope
            .Select((weight, feature) => (Weight: (label == 0 ? -2 : 2) * Math.Sign(theta) * weight, Room: theta > 0 ? 1 - values[feature] : values[feature]))
            .OrderByDescending(feature => feature.Weight)
            .Select(feature => feature.Weight * feature.Room);
        var margin = Math.Abs(2 * slope.Zip(values, (weight, value) => (double)weight * value).Sum());
        var changes = 0;
        foreach (var pair in gains.Chunk(2))
        {
            if (margin < 0)
                break;
            margin -= pair.Sum();
            changes += 2;
        }

        return changes;
    }
}
