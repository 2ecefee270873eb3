using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Gate.Probes;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>Passes every clean example through the model once, before any attack, and looks at what comes back.</summary>
internal static class ModelChecks
{
    // Inputs that are passed several times.
    private const int Looked = 32;

    /// <exception cref="GateException">The model fails, or its outputs are not class scores of this dataset.</exception>
    public static ModelFindings Run(Victim victim, Dataset data, int batchSize, ModelWatch watch, CancellationToken cancellation)
    {
        try
        {
            return Check(victim, data, batchSize, watch, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw ModelFailure.Explain(e, victim.Device, data, batchSize);
        }
    }

    private static ModelFindings Check(Victim victim, Dataset data, int batchSize, ModelWatch watch, CancellationToken cancellation)
    {
        var statistics = new OutputStatistics();
        var diagnostics = new List<DiagnosticEntry>();
        var classes = 0;
        for (var start = 0; start < data.Indices.Count; start += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var size = Math.Min(batchSize, data.Indices.Count - start);
            var inputs = data.Inputs.narrow(0, start, size).to(victim.Device);
            var outputs = OutputValues.Of(victim, inputs);
            if (start == 0)
            {
                classes = outputs.Classes;
                data.CheckLabels(classes);
                diagnostics.AddRange(LookAgain(victim, inputs.narrow(0, 0, Math.Min(Looked, size)), watch));
            }

            statistics.Add(outputs.Values, classes, data.Indices.Skip(start).Take(size));
        }

        diagnostics.AddRange(statistics.Diagnostics());
        var findings = new ModelFindings(diagnostics, statistics.Outputs, classes, statistics.Predicted);
        if (!findings.IsHopeless && PredictionChecks.Look(statistics.Predicted, data.Labels.data<long>().ToArray(), classes) is { } doubt)
        {
            diagnostics.Add(doubt);
        }

        return findings;
    }

    private static IEnumerable<DiagnosticEntry> LookAgain(Victim victim, Tensor inputs, ModelWatch watch)
    {
        // Outputs that differ by themselves cannot be compared.
        var randomness = Randomness.Look(victim, inputs);
        DiagnosticEntry?[] found = randomness is null
            ? [BatchDependence.Look(victim, inputs), TestTimeOptimisation.Look(victim, inputs, watch)]
            : [randomness];
        return found.OfType<DiagnosticEntry>();
    }
}
