using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs a suite on examples and keeps the worst case of each: robust means that no attack broke it.</summary>
/// <remarks>Batches are consecutive examples in the order given, so that a part of the examples that starts and ends between
/// batches gives the same bits as the whole.</remarks>
public static class SuiteEvaluation
{
    /// <summary>Attacks every correctly classified example with the suite's attacks in order, until one breaks it.</summary>
    /// <param name="victim">The model.</param>
    /// <param name="examples">The examples; they may be on another device than the model.</param>
    /// <param name="suite">The attacks.</param>
    /// <param name="threat">What they may do.</param>
    /// <param name="options">Seed, batch size, progress, cancellation.</param>
    /// <exception cref="ArgumentException">An attack of the suite is not defined in the threat model's norm.</exception>
    /// <exception cref="ModelOutputException">The model's output is not [B, K] with K of 2 or more.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static SuiteResult Run(Victim victim, Examples examples, Suite suite, ThreatModel threat, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(victim);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(options);

        var tally = new SuiteTally(suite, threat, examples.Count, options.Progress);
        for (var start = 0; start < examples.Count; start += options.BatchSize)
        {
            using var scope = NewDisposeScope();
            var size = Math.Min(options.BatchSize, examples.Count - start);
            EvaluateBatch(victim, Batch(examples, start, size, victim.Device), tally, suite, threat, options);
        }

        return tally.Result();
    }

    private static void EvaluateBatch(
        Victim victim, Examples batch, SuiteTally tally, Suite suite, ThreatModel threat, EvaluationOptions options)
    {
        options.CancellationToken.ThrowIfCancellationRequested();
        var before = victim.Passes;
        var logits = victim.Logits(batch.Inputs);
        var predicted = logits.argmax(1).cpu().data<long>().ToArray();
        var labels = batch.Labels.cpu().data<long>().ToArray();
        tally.AddClean(batch.Indices, labels, predicted, victim.Passes - before);

        var all = new ActiveExamples(batch.Indices, batch.Inputs, batch.Labels, logits, batch.Targets);
        var standing = Enumerable.Range(0, labels.Length).Where(row => predicted[row] == labels[row]).ToList();
        for (var position = 0; position < suite.Attacks.Count && standing.Count > 0; position++)
        {
            using var scope = NewDisposeScope();
            var run = AttackRun.Run(suite.Attacks[position], victim, threat, all.Select(standing), options.Seed, options.CancellationToken);
            tally.AddRun(position, standing.Count, run);
            standing.RemoveAll(row => tally.IsBroken(batch.Indices[row]));
        }

        tally.EndBatch(labels.Length);
    }

    private static Examples Batch(Examples examples, int start, int size, Device device) => new(
        examples.Inputs.narrow(0, start, size).to(device),
        examples.Labels.narrow(0, start, size).to(device),
        [.. examples.Indices.Skip(start).Take(size)])
    {
        Targets = examples.Targets?.narrow(0, start, size).to(device),
    };
}
