using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether an input's output depends on the others in its batch, as it does where batch statistics stay on in evaluation mode.</summary>
internal static class BatchDependence
{
    private const int Alone = 8;

    // Far more than the rounding of another batch size.
    private const double Threshold = 1e-3;

    public static DiagnosticEntry? Look(Victim victim, Tensor inputs)
    {
        var together = OutputValues.Of(victim, inputs);
        var measured = Enumerable.Range(0, Math.Min(Alone, (int)inputs.shape[0]))
            .Max(row => together.Rows(row, 1).RelativeDifference(OutputValues.Of(victim, inputs.narrow(0, row, 1))));
        return measured > Threshold
            ? Finding.Of(
                Codes.BatchDependentOutputs,
                $"Inputs get other outputs alone than in a batch (by up to {measured:G2} of the largest; {Threshold} is rounding), so outcomes hang on which examples are together; look for batch statistics that stay on in evaluation mode.",
                measured,
                Threshold)
            : null;
    }
}
