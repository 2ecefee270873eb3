using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.WhiteBox;

/// <summary>An example that withstands everything costs a forward and a backward pass a step, and a last forward pass; one that
/// breaks costs no more from there on than its confirmation.</summary>
public sealed class PassCountTests
{
    [Theory]
    [InlineData("FGSM", "", 2, 1)]
    [InlineData("BIM", "Steps=5", 6, 5)]
    [InlineData("MI-FGSM", "Steps=5", 6, 5)]
    [InlineData("PGD", "Steps=5;Restarts=3", 18, 15)]
    [InlineData("PGD", "Steps=5;Restarts=3;RandomStart=false", 6, 5)]
    public void A_robust_example_costs_its_steps(string attack, string options, long forward, long backward)
    {
        var result = Evaluate(attack, options, epsilon: 1e-6);
        Assert.Equal(new PassCount(4 * forward, 4 * backward), result.Attacks[0].Passes);
        Assert.Equal(new PassCount(4, 0), result.CleanPasses);
        Assert.Equal(default, result.VerificationPasses);
    }

    [Fact]
    public void A_broken_example_leaves_at_once()
    {
        var result = Evaluate("BIM", "Steps=100;StepSize=50", epsilon: 100);
        Assert.Equal(4, result.Attacks[0].Broken);
        Assert.Equal(new PassCount(8, 8), result.Attacks[0].Passes);
        Assert.Equal(new PassCount(8, 0), result.VerificationPasses);
    }

    private static SuiteResult Evaluate(string attack, string options, double epsilon)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(5);
        var model = LinearModel.Random(3, 2, draws);
        using var victim = new Victim(model, CPU);
        var examples = Data.AsClassifiedBy(model, draws.Normal(4, 3));
        var settings = options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var suite = new Suite("custom", [AttackCatalog.Create(attack, settings)]);
        return SuiteEvaluation.Run(victim, examples, suite, new ThreatModel(Norm.Linf, epsilon, Data.Unbounded), new EvaluationOptions());
    }

}
