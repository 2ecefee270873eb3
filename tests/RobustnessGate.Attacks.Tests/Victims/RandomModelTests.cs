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
        var linear = LinearModel.Random(8, 4, seed: 3);
        using var model = new FunctionModel(x => linear.call(x) + randn(x.shape[0], 4));
        using var victim = new Victim(model, CPU);
        var examples = Data.AsClassifiedBy(linear, rand(60, 8));

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
}
