namespace RobustnessGate.Attacks;

/// <summary>Measures clean and robust accuracy on examples that are not trained on.</summary>
/// <param name="examples">The held-out examples.</param>
/// <param name="threats">The threat models; an example is robust that withstands the attack in all of them.</param>
/// <param name="seed">Fixes the attack's random numbers.</param>
/// <param name="cancellation">Stops it between passes.</param>
internal sealed class HeldOutEvaluation(Examples examples, IReadOnlyList<ThreatModel> threats, long seed, CancellationToken cancellation)
{
    /// <summary>The threat models.</summary>
    public IReadOnlyList<ThreatModel> Threats => threats;

    /// <summary>Shares of the examples that the model, as it is now, classifies correctly, and that withstand PGD on the margin loss.</summary>
    public (double Clean, double Robust) Measure(TrainedModel model, int steps, int? most = null) =>
        Measure(model, _ => new Pgd { Steps = steps, Loss = LossChoice.Margin }, most);

    /// <summary>The same for another attack with a fixed budget.</summary>
    public (double Clean, double Robust) Measure(TrainedModel model, Func<ThreatModel, Attack> attackIn, int? most = null)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var victim = model.Attacked();
        var part = most < examples.Count ? First(most.Value) : examples;
        var clean = 0;
        HashSet<long>? robust = null;
        foreach (var threat in threats)
        {
            var attack = attackIn(threat);
            // Where PGD is not defined, in L0, the nearest that it can do: the count of features as a length in L1.
            var within = attack.Supports(threat.Norm) ? threat : new ThreatModel(Norm.L1, threat.Epsilon * (threat.Bounds.Upper - threat.Bounds.Lower), threat.Bounds) { Mask = threat.Mask };
            var result = SuiteEvaluation.Run(victim, part, new Suite("selection", [attack]), within, new EvaluationOptions { Seed = seed, CancellationToken = cancellation });
            clean = result.Examples.Count(example => example.Outcome != Outcome.Misclassified);
            var standing = result.Examples.Where(example => example.Outcome == Outcome.Robust).Select(example => example.Index);
            robust = robust is null ? [.. standing] : [.. robust.Intersect(standing)];
            foreach (var example in result.Examples)
                example.Witness?.Input.Dispose();
        }

        model.Add(victim.Passes);
        return ((double)clean / part.Count, (double)robust!.Count / part.Count);
    }

    private Examples First(int count) => new(examples.Inputs.narrow(0, 0, count), examples.Labels.narrow(0, 0, count), [.. examples.Indices.Take(count)]);
}
