using RobustnessGate.Attacks;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The product's PGD-40, confirmation of every success included.</summary>
internal sealed class PgdRun(nn.IModule<Tensor, Tensor> model, Examples examples)
{
    private static readonly ThreatModel Threat = new(Norm.Linf, 0.1, Bounds.Unit);
    private static readonly Suite Suite = new("custom", [new Pgd { Steps = 40, StepSize = 0.01 }]);

    public (PassCount Passes, int Robust) Run()
    {
        using var scope = NewDisposeScope();
        using var victim = new Victim(model, CPU);
        var result = SuiteEvaluation.Run(victim, examples, Suite, Threat, new EvaluationOptions { BatchSize = examples.Count });
        return (victim.Passes, result.Examples.Count(example => example.Outcome == Outcome.Robust));
    }
}
