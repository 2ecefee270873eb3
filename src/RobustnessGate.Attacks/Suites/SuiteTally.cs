namespace RobustnessGate.Attacks;

/// <summary>Collects, batch by batch, what becomes of the examples and what the attacks cost.</summary>
internal sealed class SuiteTally(Suite suite, ThreatModel threat, long total, IProgress<EvaluationProgress>? progress)
{
    private readonly List<(long Index, long Label, long Predicted)> clean = [];
    private readonly Dictionary<long, (string Attack, Witness Witness)> broken = [];
    private readonly AttackTotals[] totals = [.. suite.Attacks.Select(_ => new AttackTotals())];
    private PassCount cleanPasses;
    private PassCount verificationPasses;
    private long misclassified;
    private long done;

    public void AddClean(IReadOnlyList<long> indices, long[] labels, long[] predicted, PassCount passes)
    {
        for (var row = 0; row < labels.Length; row++)
        {
            clean.Add((indices[row], labels[row], predicted[row]));
            if (labels[row] != predicted[row])
                misclassified++;
        }

        cleanPasses += passes;
        Report(string.Empty);
    }

    public void AddRun(int position, long attempted, AttackRunResult run)
    {
        totals[position].Add(attempted, run);
        verificationPasses += run.VerificationPasses;
        foreach (var witness in run.Witnesses)
            Keep(suite.Attacks[position].Name, witness);
        Report(suite.Attacks[position].Name);
    }

    public bool IsBroken(long index) => broken.ContainsKey(index);

    public void EndBlock(int size)
    {
        done += size;
        Report(suite.Attacks.Count > 0 ? suite.Attacks[^1].Name : string.Empty);
    }

    public SuiteResult Result() => new(
        [.. clean.Select(Outcomes)],
        [.. suite.Attacks.Select((attack, position) => totals[position].Result(attack, threat))],
        cleanPasses,
        verificationPasses);

    // A search for the nearest success may find several.
    private void Keep(string attack, Witness witness)
    {
        if (!broken.TryGetValue(witness.Index, out var known) || witness.Distance < known.Witness.Distance)
            broken[witness.Index] = (attack, witness);
    }

    private ExampleResult Outcomes((long Index, long Label, long Predicted) example)
    {
        if (example.Label != example.Predicted)
            return new ExampleResult(example.Index, example.Label, example.Predicted, Outcome.Misclassified, null, null);
        return broken.TryGetValue(example.Index, out var by)
            ? new ExampleResult(example.Index, example.Label, example.Predicted, Outcome.Broken, by.Attack, by.Witness)
            : new ExampleResult(example.Index, example.Label, example.Predicted, Outcome.Robust, null, null);
    }

    private void Report(string attack) =>
        progress?.Report(new EvaluationProgress(done, total, attack, broken.Count, misclassified));

    private sealed class AttackTotals
    {
        private long attempted;
        private long broken;
        private PassCount passes;
        private double seconds;
        private long zeroGradients;
        private long zeroGradientsOnPath;
        private long unconfirmed;
        private long nonFiniteOutside;

        public void Add(long examples, AttackRunResult run)
        {
            attempted += examples;
            broken += run.Witnesses.Count;
            passes += run.Passes;
            seconds += run.Seconds;
            zeroGradients += run.ZeroGradients;
            zeroGradientsOnPath += run.ZeroGradientsOnPath;
            unconfirmed += run.Unconfirmed;
            nonFiniteOutside += run.NonFiniteOutside;
        }

        public AttackResult Result(Attack attack, ThreatModel threat) =>
            new(attack.Name, attack.Settings(threat), attempted, broken, passes, seconds, zeroGradients, zeroGradientsOnPath, unconfirmed, nonFiniteOutside);
    }
}
