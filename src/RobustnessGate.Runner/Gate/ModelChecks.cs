using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>Passes every clean example through the model once, before any attack, and looks at what comes back.</summary>
internal static class ModelChecks
{
    /// <returns>What there is to say about the model; an error among it means that attacking it would measure nothing.</returns>
    /// <exception cref="GateException">The model fails, or its outputs are not class scores of this dataset.</exception>
    public static IReadOnlyList<DiagnosticEntry> Run(Victim victim, Dataset data, int batchSize, CancellationToken cancellation)
    {
        try
        {
            return Check(victim, data, batchSize, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ModelFailure.Explain(e, victim.Device, data, batchSize);
        }
    }

    private static List<DiagnosticEntry> Check(Victim victim, Dataset data, int batchSize, CancellationToken cancellation)
    {
        var statistics = new OutputStatistics();
        var diagnostics = new List<DiagnosticEntry>();
        for (var start = 0; start < data.Indices.Count; start += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var size = Math.Min(batchSize, data.Indices.Count - start);
            var inputs = data.Inputs.narrow(0, start, size).to(victim.Device);
            var (outputs, classes) = Outputs(victim, inputs);
            if (start == 0)
            {
                data.CheckLabels(classes);
                if (!outputs.AsSpan().SequenceEqual(Outputs(victim, inputs).Values))
                {
                    diagnostics.Add(new DiagnosticEntry(Codes.RandomOutputs.Id, "Two passes of the same batch gave different outputs in evaluation mode, so the model is random and its numbers vary from run to run; remove the randomness, or expect attacks to look weaker than they are."));
                }
            }

            statistics.Add(outputs, classes, data.Indices.Skip(start).Take(size));
        }

        diagnostics.AddRange(statistics.Diagnostics());
        return diagnostics;
    }

    private static (float[] Values, int Classes) Outputs(Victim victim, Tensor inputs)
    {
        var logits = victim.Logits(inputs);
        return (logits.to(ScalarType.Float32).cpu().data<float>().ToArray(), (int)logits.shape[1]);
    }
}
