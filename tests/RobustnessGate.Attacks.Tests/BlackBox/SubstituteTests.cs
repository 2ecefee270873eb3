using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>The substitute attack learns from answers alone, and what it learns transfers.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class SubstituteTests
{
    private static readonly Substitute Quick = new() { HoldOut = 100, Rounds = 4 };

    // The anchor of the paper's tutorial: less than 0.3 of the transferred examples keep their class at epsilon 0.3.
    [Fact]
    public void What_breaks_the_substitute_breaks_the_oracle()
    {
        using var scope = NewDisposeScope();
        using var model = Fixture.Model("natural");
        using var victim = new Victim(model, CPU);
        var result = Evaluate(victim, Quick with { Steps = 0 }, Fixture.Examples(), 0.3);
        Assert.InRange(result.Examples.Count(example => example.Outcome == Outcome.Robust) / 256.0, 0, 0.3);
        Assert.Equal(0, victim.Passes.Backward);
    }

    [Fact]
    public void The_oracle_answers_each_input_of_the_training_once()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(6, 3, seed: 2);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(6);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(10, 6));
        var result = Evaluate(victim, new Substitute { HoldOut = 7, Rounds = 3, Steps = 2 }, examples, 1e-6);
        Assert.Equal(new PassCount(7 * 4 + 10 + 2 * 10, 0), victim.Passes);
        Assert.Equal(new PassCount(7 * 4 + 2 * 10, 0), result.Attacks[0].Passes);
    }

    [Fact]
    public void Equal_seeds_give_equal_results_and_others_do_not()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(20, 3, seed: 2);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(6);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(40, 20));
        var first = Inputs(seed: 1);
        SharedGenerator.Seed(77);
        Assert.Equal(first, Inputs(seed: 1));
        Assert.NotEqual(first, Inputs(seed: 2));

        float[] Inputs(long seed) => [.. Evaluate(victim, new Substitute { HoldOut = 20, Rounds = 3 }, examples, 0.2, seed).Examples
            .Where(example => example.Witness is not null).SelectMany(example => example.Witness!.Input.data<float>().ToArray())];
    }

    [Fact]
    public void Training_happens_once_whatever_the_number_of_blocks()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(6, 2, seed: 2);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(6);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(30, 1, 2, 3));
        Evaluate(victim, new Substitute { HoldOut = 5, Rounds = 2, Steps = 2 }, examples, 1e-6, batchSize: 3);
        Assert.Equal(new PassCount(5 * 2 + 30 + 2 * 30, 0), victim.Passes);
    }

    [Fact]
    public void Frozen_features_stay()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(8, 2, seed: 4);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(6);
        var examples = Data.AsClassifiedBy(model, draws.Uniform(20, 8));
        var mask = tensor(new[] { 1f, 1f, 1f, 1f, 0.5f, 0.5f, 0f, 0f });
        var threat = new ThreatModel(Norm.Linf, 0.5, Bounds.Unit) { Mask = mask };
        var result = SuiteEvaluation.Run(victim, examples, new Suite("custom", [new Substitute { HoldOut = 20, Rounds = 4 }]), threat, new EvaluationOptions());
        var witnesses = result.Examples.Where(example => example.Witness is not null).ToList();
        Assert.NotEmpty(witnesses);
        Assert.All(witnesses, example => Assert.Equal(0, ((example.Witness!.Input[0] - examples.Inputs[example.Index]) * (mask == 0)).abs().max().item<float>()));
    }

    private static SuiteResult Evaluate(Victim victim, Attack attack, Examples examples, double epsilon, long seed = 0, int batchSize = 256) => SuiteEvaluation.Run(
        victim, examples, new Suite("custom", [attack]), new ThreatModel(Norm.Linf, epsilon, Bounds.Unit), new EvaluationOptions { Seed = seed, BatchSize = batchSize });
}
