using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

/// <summary>The suite <c>standard</c> gives the verdict of the official AutoAttack, or a lower robust accuracy, for a fraction of its passes.</summary>
public sealed class StandardSuiteTests
{
    private const double OneExample = 1.0 / 256;

    [Theory]
    [InlineData("natural", "Linf")]
    [InlineData("natural", "L2")]
    [InlineData("natural", "L1")]
    [InlineData("adversarial", "Linf")]
    [InlineData("adversarial", "L2")]
    [InlineData("adversarial", "L1")]
    public void Is_as_strong_as_AutoAttack_and_costs_less_than_half(string model, string norm)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, "standard " + norm);
        var threat = new ThreatModel(Norm.Find(norm)!, reference.Epsilon, Bounds.Unit);
        using var module = Fixture.Model(model);
        using var victim = new Victim(module, CPU);
        var result = SuiteEvaluation.Run(victim, Fixture.Examples(), Attacks.Suites.Find("standard", threat.Norm)!, threat, new EvaluationOptions());
        Assert.InRange(result.Examples.Count(example => example.Outcome == Outcome.Robust) / 256.0, 0, reference.RobustAccuracy + OneExample);
        Assert.InRange(victim.Passes.Forward, 1, reference.ForwardPasses / 2);
        Assert.InRange(victim.Passes.Backward, 1, reference.BackwardPasses * ShareOfBackwardPasses(norm));
    }

    // In L1 AutoAttack itself is short.
    private static double ShareOfBackwardPasses(string norm) => norm == "L1" ? 0.75 : 0.5;

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Takes_any_number_of_classes_and_any_shape(long classes)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(6);
        var model = LinearModel.Random(12, classes, draws);
        foreach (var shape in (long[][])[[40, 12], [40, 2, 6], [40, 1, 3, 4]])
        {
            var inputs = draws.Uniform(shape);
            var distances = model.SmallestPerturbation(inputs, Norm.Linf).data<float>().ToArray();
            var threat = new ThreatModel(Norm.Linf, distances.Order().ElementAt(20), new Bounds(-9, 9));
            using var victim = new Victim(model, CPU);
            var suite = Attacks.Suites.Find("standard", Norm.Linf)!;
            var result = SuiteEvaluation.Run(victim, Data.AsClassifiedBy(model, inputs), suite, threat, new EvaluationOptions());
            Assert.All(result.Examples, example => Assert.True(
                Math.Abs(distances[example.Index] / threat.Epsilon - 1) < 1e-4 || (example.Outcome == Outcome.Broken) == (distances[example.Index] < threat.Epsilon)));
        }
    }
}
