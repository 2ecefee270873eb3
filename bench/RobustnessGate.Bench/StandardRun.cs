using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>The product's suite standard, the clean pass and the confirmation of every success included.</summary>
internal static class StandardRun
{
    public static Figures Measure(nn.IModule<Tensor, Tensor> model, Examples examples, ThreatModel threat, long seed)
    {
        var suite = Suites.Find("standard", threat.Norm)!;
        using var scope = NewDisposeScope();
        using var victim = new Victim(model, CPU);
        SuiteResult? result = null;
        var (seconds, processorSeconds) = Clock.SecondsAndProcessorSeconds(() => result = SuiteEvaluation.Run(victim, examples, suite, threat, new EvaluationOptions { Seed = seed, BatchSize = examples.Count }));
        var robust = result!.Examples.Count(example => example.Outcome == Outcome.Robust);
        return new Figures((double)robust / examples.Count, result.Passes.Forward, result.Passes.Backward, seconds, processorSeconds);
    }
}

/// <summary>What a contestant found, and its price; null where that is not known or means nothing.</summary>
/// <param name="RobustAccuracy">The share of examples that withstood it.</param>
/// <param name="Forward">Examples passed forward.</param>
/// <param name="Backward">Examples passed backward.</param>
/// <param name="Seconds">Time it took.</param>
/// <param name="ProcessorSeconds">Processor time it took, which other work on the machine changes less.</param>
internal sealed record Figures(double? RobustAccuracy, long Forward, long Backward, double? Seconds, double? ProcessorSeconds);
