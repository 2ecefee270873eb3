using System.Diagnostics;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>Defects known from other implementations.</summary>
public sealed class MinimumNormTrapTests
{
    public static TheoryData<string, string> AttacksAndNorms { get; } = new(
        from description in AttackCatalog.All
        where description.Name is "DeepFool" or "DDN" or "FMN" or "FAB" or "FAB-T"
        from norm in description.Norms
        select (description.Name, norm.Name));

    [Theory]
    [MemberData(nameof(AttacksAndNorms))]
    public void A_model_without_gradients_ends_the_attack_without_a_success_and_without_a_NaN(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        var isFinite = true;
        using var model = new FunctionModel(input =>
        {
            isFinite &= input.isfinite().all().item<bool>();
            return input.flatten(1).narrow(1, 0, 3) * 0 + tensor(new[] { 1f, 0f, 0f });
        });
        var result = Nearest(Create(attack, ("Steps", "5")), model, draws.Uniform(4, 5), Norm.Find(norm)!, Bounds.Unit);
        Assert.True(isFinite);
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
    }

    [Theory]
    [MemberData(nameof(AttacksAndNorms))]
    public void Targets_that_the_user_gives_are_reached(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(6);
        var model = LinearModel.Random(12, 5, draws);
        var examples = Data.AsClassifiedBy(model, draws.Normal(20, 12));
        var targets = (examples.Labels + 2).remainder(5);
        using var victim = new Victim(model, CPU);
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 12 : 1000, Data.Unbounded);
        var witnesses = Create(attack).Run(victim, examples with { Targets = targets }, threat);
        Assert.InRange(witnesses.Count, 19, 20);
        Assert.All(witnesses, witness => Assert.Equal(targets[witness.Index].item<long>(), witness.Predicted));
    }

    [Theory]
    [MemberData(nameof(AttacksAndNorms))]
    public void Distances_do_not_depend_on_the_batch(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(7);
        var model = LinearModel.Random(12, 3, draws);
        var inputs = draws.Uniform(10, 12);
        var configured = Create(attack, ("Steps", "20"));
        var whole = Nearest(configured, model, inputs, Norm.Find(norm)!, Bounds.Unit);
        var parts = Nearest(configured, model, inputs, Norm.Find(norm)!, Bounds.Unit, batchSize: 3);
        Assert.All(whole.Examples.Zip(parts.Examples), pair =>
            Assert.Equal(pair.First.Witness?.Distance ?? -1, pair.Second.Witness?.Distance ?? -1, 1e-4));
    }

    [Theory]
    [InlineData("L2")]
    [InlineData("L1")]
    [InlineData("Linf")]
    public void FMN_never_leaves_the_ball_that_it_searches(string norm)
    {
        using var scope = NewDisposeScope();
        var linear = LinearModel.Random(12, 2, seed: 8);
        var farthest = 0.0;
        using var model = new FunctionModel(input =>
        {
            farthest = Math.Max(farthest, Norm.Find(norm)!.Length(input).max().item<float>());
            return linear.forward(input);
        });
        var distance = linear.SmallestPerturbation(zeros(1, 12), Norm.Find(norm)!).item<float>();
        Nearest(Create("FMN"), model, zeros(1, 12), Norm.Find(norm)!, new Bounds(-2, 2));
        Assert.InRange(farthest, distance, 1.2 * distance);
    }

    [Fact]
    public void DDN_rounds_to_8_bits_when_asked_to()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(9);
        var model = LinearModel.Random(12, 2, draws);
        var inputs = (draws.Uniform(10, 12) * 255).round() / 255;
        var result = Nearest(Create("DDN", ("Quantize", "true")), model, inputs, Norm.L2, Bounds.Unit);
        var witnesses = result.Examples.Where(example => example.Witness is not null).Select(example => example.Witness!.Input * 255).ToList();
        Assert.NotEmpty(witnesses);
        Assert.All(witnesses, levels => Assert.Equal(0, (levels - levels.round()).abs().max().item<float>(), 1e-4));
    }

    [Theory]
    [InlineData("DDN", "L2")]
    [InlineData("FMN", "L2")]
    [InlineData("FMN", "Linf")]
    public void The_width_of_the_bounds_sets_the_scale(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(10);
        var linear = LinearModel.Random(12, 2, draws);
        using var wide = new FunctionModel(input => linear.forward(input / 255));
        var inputs = draws.Uniform(10, 12);
        var unit = Nearest(Create(attack), linear, inputs, Norm.Find(norm)!, Bounds.Unit);
        var bytes = Nearest(Create(attack), wide, inputs * 255, Norm.Find(norm)!, new Bounds(0, 255));
        Assert.All(unit.Examples.Zip(bytes.Examples), pair =>
            Assert.Equal(1, (pair.Second.Witness?.Distance ?? -255) / 255 / (pair.First.Witness?.Distance ?? -1), 0.01));
    }

    [Theory]
    [InlineData("DDN", "Steps=5", "L2", 6, 5)]
    [InlineData("FMN", "Steps=5", "Linf", 6, 5)]
    [InlineData("DeepFool", "", "L2", 2, 2)]
    [InlineData("FAB", "Steps=5", "Linf", 10, 10)]
    [InlineData("FAB", "Steps=5;Restarts=2", "Linf", 20, 20)]
    [InlineData("FAB-T", "Steps=5", "L2", 20, 10)]
    [InlineData("FAB-T", "Steps=5;Targets=1", "L2", 10, 5)]
    public void An_example_out_of_reach_costs_its_steps(string attack, string options, string norm, long forward, long backward)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(11);
        var model = LinearModel.Random(12, 3, draws);
        using var victim = new Victim(model, CPU);
        var settings = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=')).Select(pair => (pair[0], pair[1]));
        var suite = new Suite("custom", [Create(attack, [.. settings])]);
        var threat = new ThreatModel(Norm.Find(norm)!, 1e-6, new Bounds(-100, 100));
        var result = SuiteEvaluation.Run(victim, Data.AsClassifiedBy(model, draws.Normal(4, 12)), suite, threat, new EvaluationOptions());
        Assert.Equal(new PassCount(4 * forward, 4 * backward), result.Attacks[0].Passes);
    }

    // All gradients of one example are 600 MB.
    [Theory]
    [InlineData("DeepFool")]
    [InlineData("FAB")]
    public void Memory_does_not_grow_with_the_classes(string attack)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(0);
        using var model = new FunctionModel(input => input.flatten(1).narrow(1, 0, 150_000).reshape(-1, 1000, 150).mean([2]));
        var inputs = draws.Uniform(4, 3, 224, 224);
        using var process = Process.GetCurrentProcess();
        var before = process.PeakWorkingSet64;
        Nearest(Create(attack, ("Steps", "1")), model, inputs, Norm.Linf, Bounds.Unit);
        process.Refresh();
        Assert.InRange(process.PeakWorkingSet64 - before, 0, 1L << 30);
    }

    private static Attack Create(string attack, params (string Name, string Value)[] options) =>
        AttackCatalog.Create(attack, options.ToDictionary(option => option.Name, option => option.Value));

    private static SuiteResult Nearest(
        Attack attack, nn.Module<Tensor, Tensor> model, Tensor inputs, Norm norm, Bounds bounds, int batchSize = 256)
    {
        using var victim = new Victim(model, CPU);
        var options = new EvaluationOptions { BatchSize = batchSize };
        return SuiteEvaluation.RunNearest(
            victim, Data.AsClassifiedBy(model, inputs), new Suite("custom", [attack]), new ThreatModel(norm, 1, bounds), options);
    }
}
