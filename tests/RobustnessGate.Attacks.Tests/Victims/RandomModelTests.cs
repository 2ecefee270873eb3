using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Victims;

[Collection(nameof(SharedGenerator))]
public class RandomModelTests
{
    [Fact]
    public void A_random_model_gives_the_same_result_again()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(3);
        var linear = LinearModel.Random(8, 4, draws);
        using var model = new FunctionModel(x => linear.call(x) + SharedGenerator.Normal(x.shape[0], 4));
        using var victim = new Victim(model, CPU);
        var examples = Data.AsClassifiedBy(linear, draws.Uniform(60, 8));

        string Outcomes(long seed) => string.Join(' ', SuiteEvaluation.Run(
            victim,
            examples,
            new Suite("test", [new Fgsm(), new Pgd { Steps = 4, Eot = 2 }]),
            new ThreatModel(Norm.Linf, 0.05, Bounds.Unit),
            new EvaluationOptions { Seed = seed, BatchSize = 10, ConfirmationDraws = 3 }).Examples.Select(example => $"{example.Predicted}{example.Outcome}{example.Witness?.Distance}"));

        var first = Outcomes(0);
        Assert.Equal(first, Outcomes(0));
        Assert.NotEqual(first, Outcomes(1));
    }

    // One answer in ten is that of the other class, wherever the input is.
    [Theory]
    [InlineData(1, true)]
    [InlineData(15, false)]
    public void A_success_by_chance_is_told_from_one_by_most_answers(int draws, bool isTaken)
    {
        using var scope = NewDisposeScope();
        var data = new Drawn(4);
        var linear = LinearModel.Random(8, 2, data);
        using var model = new FunctionModel(x => linear.call(x) * (SharedGenerator.Uniform(x.shape[0], 1) - 0.1).sign());
        using var victim = new Victim(model, CPU);
        SharedGenerator.Seed(0);
        var result = SuiteEvaluation.Run(
            victim,
            Data.AsClassifiedBy(linear, data.Uniform(100, 8)),
            new Suite("test", [new Pgd { Steps = 10 }]),
            new ThreatModel(Norm.Linf, 1e-6, Bounds.Unit),
            new EvaluationOptions { ConfirmationDraws = draws });
        Assert.Equal(isTaken, result.Attacks[0].Broken > 0);
        Assert.True(result.Attacks[0].Unconfirmed > 0);
    }
}
