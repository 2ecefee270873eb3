using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>The suite that uses no gradients.</summary>
public sealed class BlackBoxSuiteTests
{
    [Fact]
    public void Asks_for_no_gradient()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(9, 3, seed: 5);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(5);
        var suite = Attacks.Suites.Find("blackbox", Norm.Linf)!;
        var shortened = suite with { Attacks = [.. suite.Attacks.Select(Shortened)] };
        var result = SuiteEvaluation.Run(
            victim, Data.AsClassifiedBy(model, draws.Uniform(6, 1, 3, 3)), shortened, new ThreatModel(Norm.Linf, 1e-6, Bounds.Unit), new EvaluationOptions());
        Assert.All(suite.Attacks, attack => Assert.NotEqual(AttackAccess.Gradients, attack.Access));
        Assert.All(result.Attacks, attack => Assert.Equal(6, attack.Attempted));
        Assert.Equal(0, victim.Passes.Backward);
    }

    [Theory]
    [InlineData("Linf", "Substitute, Square, SPSA, HopSkipJump")]
    [InlineData("L2", "Substitute, Square, SPSA, HopSkipJump")]
    [InlineData("L1", "Substitute, Square")]
    public void Has_the_attacks_that_the_norm_allows(string norm, string attacks) =>
        Assert.Equal(attacks, string.Join(", ", Attacks.Suites.Find("blackbox", Norm.Find(norm)!)!.Attacks.Select(attack => attack.Name)));

    private static Attack Shortened(Attack attack) => attack switch
    {
        Substitute substitute => substitute with { Rounds = 2, Epochs = 1, Steps = 2 },
        Square square => square with { Queries = 20 },
        Spsa spsa => spsa with { Steps = 3, Samples = 8 },
        HopSkipJump jump => jump with { Steps = 2, InitialEvaluations = 10 },
        _ => throw new ArgumentException("The suite has an attack that this test does not know.", nameof(attack)),
    };
}
