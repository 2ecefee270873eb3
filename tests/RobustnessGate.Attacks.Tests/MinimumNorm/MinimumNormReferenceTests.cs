using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>On a part of the pictures the attacks find what the reference implementations find, or better.</summary>
public sealed class MinimumNormReferenceTests
{
    [Theory]
    [InlineData("natural", "DeepFool", "L2")]
    [InlineData("natural", "DeepFool", "Linf")]
    [InlineData("natural", "DDN", "L2")]
    [InlineData("natural", "FMN", "Linf")]
    [InlineData("adversarial", "DeepFool", "L2")]
    [InlineData("adversarial", "DeepFool", "Linf")]
    [InlineData("adversarial", "DDN", "L2")]
    [InlineData("adversarial", "FMN", "Linf")]
    public void The_median_distance_is_that_of_the_reference_or_less(string model, string attack, string norm)
    {
        using var scope = NewDisposeScope();
        using var module = Fixture.Model(model);
        using var victim = new Victim(module, CPU);
        var threat = new ThreatModel(Norm.Find(norm)!, 1, Bounds.Unit);
        var result = SuiteEvaluation.RunNearest(victim, First(64), Suite(attack), threat, new EvaluationOptions());

        var reference = Fixture.ReferenceDistances(model, $"{attack} {norm}");
        var pairs = result.Examples.Where(example => example.Outcome != Outcome.Misclassified && reference[(int)example.Index] is not null).ToList();
        var expected = Median(pairs.Select(example => reference[(int)example.Index]!.Value));
        Assert.InRange(Median(pairs.Select(example => example.Witness?.Distance ?? double.PositiveInfinity)), 0, 1.02 * expected);
    }

    [Theory]
    [InlineData("natural", "Linf", 64)]
    [InlineData("natural", "L2", 64)]
    [InlineData("natural", "L1", 64)]
    [InlineData("adversarial", "Linf", 16)]
    [InlineData("adversarial", "L2", 24)]
    [InlineData("adversarial", "L1", 32)]
    public void Targeted_FAB_breaks_as_many_as_the_reference_within_the_budget(string model, string norm, int count)
    {
        using var scope = NewDisposeScope();
        using var module = Fixture.Model(model);
        using var victim = new Victim(module, CPU);
        var reference = Fixture.Reference(model, $"fab-t {norm}");
        var threat = new ThreatModel(Norm.Find(norm)!, reference.Epsilon, Bounds.Unit);
        var result = SuiteEvaluation.Run(victim, First(count), Suite("FAB-T"), threat, new EvaluationOptions());
        Assert.InRange(result.Examples.Count(example => example.Outcome == Outcome.Broken), reference.Broken.Count(index => index < count) - 1, count);
    }

    private static Suite Suite(string attack) => new("custom", [AttackCatalog.Create(attack, new Dictionary<string, string>())]);

    private static Examples First(int count)
    {
        var examples = Fixture.Examples();
        return new Examples(examples.Inputs.narrow(0, 0, count), examples.Labels.narrow(0, 0, count), [.. examples.Indices.Take(count)]);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[(sorted.Count - 1) / 2];
    }
}
