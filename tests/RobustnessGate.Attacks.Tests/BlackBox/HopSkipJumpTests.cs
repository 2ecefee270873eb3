using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>HopSkipJump on models whose answers are known, on those that give it nothing to follow, and beside the reference.</summary>
public sealed class HopSkipJumpTests
{
    private static readonly Bounds Wide = new(-6, 6);

    [Theory]
    [InlineData("L2")]
    [InlineData("Linf")]
    public void Comes_close_to_the_closed_form_distance_of_a_linear_model(string norm)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(12, 2, seed: 3);
        var draws = new Drawn(1);
        var inputs = draws.Normal(20, 3, 4);
        var distances = model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var result = Nearest(model, Data.AsClassifiedBy(model, inputs), new HopSkipJump { Steps = 15 }, norm, Wide);
        var ratios = result.Examples.Select(example => example.Witness!.Distance / distances[example.Index]).Order().ToArray();
        Assert.InRange(ratios[0], 1 - 1e-4, 1.1);
        Assert.InRange(ratios[10], 1 - 1e-4, 1.03);
        Assert.Equal(0, result.Attacks[0].Passes.Backward);
    }

    // The first examples, and fewer jumps than the 30 of the reference; all of them are compared before a release.
    [Fact]
    public void Comes_nearer_than_the_reference()
    {
        using var scope = NewDisposeScope();
        double[] reference = [1.07055, 1.97155, 1.88382, 2.20661, 1.26659, 1.52603, 1.1679, 0.60639, 0.97197, 1.21925, 1.47023, 0.80569];
        using var model = Fixture.Model("natural");
        var all = Fixture.Examples();
        var examples = new Examples(all.Inputs.narrow(0, 0, 12), all.Labels.narrow(0, 0, 12), [.. all.Indices.Take(12)]);
        var result = Nearest(model, examples, new HopSkipJump { Steps = 12 }, "L2", Bounds.Unit);
        Assert.InRange(Median(result.Examples.Select(example => example.Witness!.Distance)), 0, 1.02 * Median(reference));
    }

    // Nothing tells the directions apart where each of them succeeds, or none does.
    [Fact]
    public void Ends_where_every_direction_succeeds()
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionModel(input =>
        {
            var isClean = (input.flatten(1) == 0.25).all(1).to(ScalarType.Float32);
            return stack([isClean, 0.5 - isClean * 0.5], 1);
        });
        var result = Nearest(model, Data.Labelled(full([3, 1, 4, 4], 0.25), zeros(3, int64)), new HopSkipJump { Steps = 5, InitialEvaluations = 10 }, "L2", Bounds.Unit);
        Assert.All(result.Examples, example => Assert.InRange(example.Witness!.Distance, 0, 1e-3));
    }

    [Fact]
    public void Gives_up_after_its_starts_where_nothing_succeeds()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        using var model = new FunctionModel(input => stack([ones(input.shape[0]), zeros(input.shape[0])], 1));
        var result = Nearest(model, Data.Labelled(draws.Uniform(3, 5), zeros(3, int64)), new HopSkipJump { Starts = 7 }, "L2", Bounds.Unit);
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
        Assert.Equal(new PassCount(3 * (7 + 3), 0), result.Attacks[0].Passes);
    }

    [Fact]
    public void Starts_from_a_corner_where_noise_does_not_succeed()
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionModel(input => stack([full(input.shape[0], 0.9), input.flatten(1).mean([1])], 1));
        var result = Nearest(model, Data.Labelled(full([2, 3, 6], 0.5), zeros(2, int64)), new HopSkipJump { Steps = 8 }, "Linf", Bounds.Unit);
        Assert.All(result.Examples, example => Assert.InRange(example.Witness!.Distance, 0.4, 0.45));
    }

    [Fact]
    public void In_a_gate_the_first_success_within_the_budget_ends_an_example()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(12, 2, seed: 3);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(1);
        var witnesses = new HopSkipJump().Run(victim, Data.AsClassifiedBy(model, draws.Normal(5, 12)), new ThreatModel(Norm.L2, 100, Wide));
        Assert.Equal(5, witnesses.Count);
        Assert.InRange(victim.Passes.Forward, 1, 5 * 20);
    }

    [Theory]
    [InlineData("HopSkipJump", "Steps=4;InitialEvaluations=20", "L2")]
    [InlineData("HopSkipJump", "Steps=4;InitialEvaluations=20", "Linf")]
    [InlineData("Boundary", "Steps=150", "L2")]
    public void What_an_example_goes_through_does_not_depend_on_the_batch(string attack, string options, string norm)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(20, 3, seed: 11);
        var draws = new Drawn(2);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(12, 1, 4, 5));
        var settings = options.Split(';').Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var alone = Nearest(model, examples, AttackCatalog.Create(attack, settings), norm, Bounds.Unit, batchSize: 1);
        var together = Nearest(model, examples, AttackCatalog.Create(attack, settings), norm, Bounds.Unit, batchSize: 5);
        Assert.All(alone.Examples.Zip(together.Examples), pair =>
            Assert.Equal(pair.First.Witness?.Distance ?? -1, pair.Second.Witness?.Distance ?? -1, 1e-4));
    }

    [Theory]
    [InlineData("HopSkipJump", "Steps=4")]
    [InlineData("Boundary", "Steps=100")]
    public void Frozen_features_stay(string attack, string options)
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(24, 2, seed: 5);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(3);
        var inputs = draws.Uniform(6, 2, 12);
        var mask = ones(2, 12);
        mask[.., 8..] = 0;
        mask[.., ..2] = 0.5f;
        var settings = options.Split(';').Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var suite = new Suite("custom", [AttackCatalog.Create(attack, settings)]);
        var result = SuiteEvaluation.RunNearest(
            victim, Data.AsClassifiedBy(model, inputs), suite, new ThreatModel(Norm.L2, 1, Bounds.Unit) { Mask = mask }, new EvaluationOptions());
        var witnesses = result.Examples.Where(example => example.Witness is not null).ToList();
        Assert.NotEmpty(witnesses);
        Assert.All(witnesses, example => Assert.Equal(0, ((example.Witness!.Input[0] - inputs[example.Index]) * (mask == 0)).abs().max().item<float>()));
    }

    private static SuiteResult Nearest(nn.IModule<Tensor, Tensor> model, Examples examples, Attack attack, string norm, Bounds bounds, int batchSize = 256)
    {
        using var victim = new Victim(model, CPU);
        var threat = new ThreatModel(Norm.Find(norm)!, 1, bounds);
        return SuiteEvaluation.RunNearest(victim, examples, new Suite("custom", [attack]), threat, new EvaluationOptions { BatchSize = batchSize });
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
