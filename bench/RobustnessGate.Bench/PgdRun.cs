using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The product's PGD-40, the clean pass and the confirmation of every success included.</summary>
internal static class PgdRun
{
    private static readonly ThreatModel Threat = new(Norm.Linf, 0.1, Bounds.Unit);
    private static readonly Suite Suite = new("custom", [new Pgd { Steps = 40, StepSize = 0.01 }]);

    /// <summary>How many examples withstand it.</summary>
    public static int Robust(nn.IModule<Tensor, Tensor> model, Examples examples)
    {
        using var scope = NewDisposeScope();
        using var victim = new Victim(model, CPU);
        var result = SuiteEvaluation.Run(victim, examples, Suite, Threat, new EvaluationOptions { BatchSize = examples.Count });
        return result.Examples.Count(example => example.Outcome == Outcome.Robust);
    }
}
