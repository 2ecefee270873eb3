using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether the same inputs get the same outputs each time.</summary>
internal static class Randomness
{
    private const int Passes = 5;

    // A GPU adds numbers in an order of its own.
    private const double GpuRounding = 1e-4;

    public static DiagnosticEntry? Look(Victim victim, Tensor inputs)
    {
        var first = OutputValues.Of(victim, inputs);
        var measured = Enumerable.Range(1, Passes - 1).Max(_ => first.RelativeDifference(OutputValues.Of(victim, inputs)));
        var threshold = victim.Device.type == DeviceType.CPU ? 0 : GpuRounding;
        return measured > threshold
            ? Finding.Of(
                Codes.RandomOutputs,
                $"{Passes} passes of the same batch gave different outputs in evaluation mode (by up to {measured:G2} of the largest), so the model is random; remove the randomness, or use the suite rand, whose attacks average over it: others look weaker than they are.",
                measured,
                threshold)
            : null;
    }
}
