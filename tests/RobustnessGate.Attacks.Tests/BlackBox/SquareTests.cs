using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>The Square attack on models whose answers are known, on every shape of input, and beside the reference.</summary>
public sealed class SquareTests
{
    public static TheoryData<string, double, long[]> NormsAndShapes()
    {
        var cases = new TheoryData<string, double, long[]>();
        foreach (var (norm, epsilon) in ((string, double)[])[("Linf", 0.1), ("L2", 0.5), ("L1", 20)])
        {
            foreach (var shape in (long[][])[[1, 8, 8], [1, 12, 5], [3, 4, 9], [2, 2, 6, 5], [1, 2, 2], [3, 1, 7], [2, 11], [1, 4], [9], [1]])
                cases.Add(norm, epsilon, shape);
        }

        return cases;
    }

    // Windows that end before the last row and column, as the reference's do, could not break this model.
    [Theory]
    [MemberData(nameof(NormsAndShapes))]
    public void Reaches_the_last_feature_of_inputs_of_any_shape(string norm, double epsilon, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionModel(input => stack([0.47 - input.flatten(1)[.., ^1], input.flatten(1)[.., ^1] - 0.47], 1));
        using var victim = new Victim(model, CPU);
        var inputs = full([4, .. shape], 0.45);
        var witnesses = new Square { Queries = 500 }.Run(victim, Data.Labelled(inputs, zeros(4, int64)), new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit));
        Assert.Equal(4, witnesses.Count);
    }

    [Fact]
    public void In_the_maximum_norm_breaks_exactly_the_examples_of_a_linear_model_within_reach()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(3);
        using var model = LinearModel.Random(12, 2, draws);
        using var victim = new Victim(model, CPU);
        var inputs = draws.Normal(60, 12);
        var distances = model.SmallestPerturbation(inputs, Norm.Linf).data<float>().ToArray();
        var epsilon = (double)distances.Order().ElementAt(30);
        var witnesses = new Square { Queries = 600 }.Run(victim, Data.AsClassifiedBy(model, inputs), new ThreatModel(Norm.Linf, epsilon, Data.Unbounded));
        var broken = witnesses.Select(witness => (int)witness.Index).ToHashSet();
        for (var row = 0; row < 60; row++)
        {
            if (Math.Abs(distances[row] - epsilon) > 1e-5 * epsilon)
                Assert.Equal(distances[row] < epsilon, broken.Contains(row));
        }
    }

    [Theory]
    [InlineData("L2")]
    [InlineData("L1")]
    public void Breaks_no_example_of_a_linear_model_beyond_reach_and_those_well_within(string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(3);
        using var model = LinearModel.Random(36, 2, draws);
        using var victim = new Victim(model, CPU);
        var inputs = draws.Normal(60, 1, 6, 6);
        var distances = model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var epsilon = (double)distances.Order().ElementAt(30);
        var witnesses = new Square { Queries = 600 }.Run(victim, Data.AsClassifiedBy(model, inputs), new ThreatModel(Norm.Find(norm)!, epsilon, Data.Unbounded));
        var broken = witnesses.Select(witness => (int)witness.Index).ToHashSet();
        Assert.All(broken, row => Assert.InRange(distances[row], 0, epsilon * (1 + 1e-5)));
        Assert.All(Enumerable.Range(0, 60).Where(row => distances[row] < 0.6 * epsilon), row => Assert.Contains(row, broken));
    }

    // Both kinds of rows, broken and not, and batches in which rows stand at different iterations, with windows of different sizes.
    [Theory]
    [InlineData("Linf", 0.05)]
    [InlineData("L2", 0.25)]
    [InlineData("L1", 1)]
    public void What_an_example_goes_through_does_not_depend_on_the_batch(string norm, double epsilon)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(2 * 6 * 5, 3, seed: 11);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(2);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(20, 2, 6, 5));
        var alone = Evaluate(batchSize: 1);
        Assert.Contains(alone, example => example.Outcome == Outcome.Broken);
        Assert.Contains(alone, example => example.Outcome == Outcome.Robust);
        Assert.All(alone.Zip(Evaluate(batchSize: 5)), pair =>
        {
            Assert.Equal(pair.First.Outcome, pair.Second.Outcome);
            if (pair.First.Witness is { } witness)
                Assert.InRange((witness.Input - pair.Second.Witness!.Input).abs().max().item<float>(), 0, 1e-5f);
        });

        IReadOnlyList<ExampleResult> Evaluate(int batchSize) => SuiteEvaluation.Run(
            victim, examples, new Suite("custom", [new Square { Queries = 70 }]), new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit), new EvaluationOptions { BatchSize = batchSize }).Examples;
    }

    [Theory]
    [InlineData("Linf")]
    [InlineData("L2")]
    [InlineData("L1")]
    public void Frozen_features_stay(string norm)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(48, 2, seed: 5);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(3);
        var inputs = draws.Uniform(10, 3, 4, 4);
        var mask = ones(3, 4, 4);
        mask[.., .., 2..] = 0;
        var threat = new ThreatModel(Norm.Find(norm)!, 20, Bounds.Unit) { Mask = mask };
        var witnesses = new Square { Queries = 200 }.Run(victim, Data.AsClassifiedBy(model, inputs), threat);
        Assert.NotEmpty(witnesses);
        Assert.All(witnesses, witness => Assert.Equal(0, ((witness.Input[0] - inputs[witness.Index]) * (mask == 0)).abs().max().item<float>()));
    }

    [Theory]
    [InlineData("Linf", 1, 1)]
    [InlineData("Linf", 30, 2)]
    [InlineData("L2", 30, 1)]
    [InlineData("L1", 30, 1)]
    public void An_unbroken_example_costs_a_forward_pass_a_query_and_no_backward_pass(string norm, int queries, int restarts)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(5);
        using var model = LinearModel.Random(25, 2, draws);
        using var victim = new Victim(model, CPU);
        new Square { Queries = queries, Restarts = restarts }.Run(
            victim, Data.AsClassifiedBy(model, draws.Normal(4, 1, 5, 5)), new ThreatModel(Norm.Find(norm)!, 1e-6, Data.Unbounded));
        Assert.Equal(new PassCount(4 + 4 * queries * restarts, 0), victim.Passes);
    }

    [Fact]
    public void With_targets_success_means_reaching_them()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(16, 4, seed: 9);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(4);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(10, 1, 4, 4));
        var targets = (examples.Labels + 1) % 4;
        var witnesses = new Square { Queries = 300 }.Run(victim, examples with { Targets = targets }, new ThreatModel(Norm.Linf, 1, Bounds.Unit));
        Assert.NotEmpty(witnesses);
        Assert.All(witnesses, witness => Assert.Equal(targets[witness.Index].item<long>(), witness.Predicted));
    }

    // The first examples, or fewer queries than the reference has; all of them are compared before a release.
    [Theory]
    [InlineData("natural", "Linf", 24, 5000)]
    [InlineData("natural", "L2", 16, 4000)]
    [InlineData("natural", "L1", 16, 4000)]
    [InlineData("adversarial", "Linf", 16, 1000)]
    public void Breaks_what_the_reference_breaks(string model, string norm, int count, int queries)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, "square " + norm);
        using var module = Fixture.Model(model);
        using var victim = new Victim(module, CPU);
        var all = Fixture.Examples();
        var examples = new Examples(all.Inputs.narrow(0, 0, count), all.Labels.narrow(0, 0, count), [.. all.Indices.Take(count)]);
        var result = SuiteEvaluation.Run(
            victim, examples, new Suite("custom", [new Square { Queries = queries }]), new ThreatModel(Norm.Find(norm)!, reference.Epsilon, Bounds.Unit), new EvaluationOptions());
        Assert.InRange(result.Examples.Count(example => example.Outcome == Outcome.Broken), reference.Broken.Count(index => index < count) - 1, count);
    }
}
