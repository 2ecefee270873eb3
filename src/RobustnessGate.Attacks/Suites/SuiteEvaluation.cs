using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Runs a suite on examples and keeps the worst case of each: robust means that no attack broke it.</summary>
/// <remarks>Blocks are consecutive examples in the order given, and share nothing, so that a part of the examples that starts and ends between
/// blocks gives the same bits as the whole.</remarks>
public sealed class SuiteEvaluation
{
    private const int CleanPass = -1;
    private const int Preparation = -1;
    private const long SeedStride = 0x1E3779B97F4A7C15;

    private readonly Victim victim;
    private readonly Examples examples;
    private readonly Suite suite;
    private readonly ThreatModel threat;
    private readonly AttackGoal goal;
    private readonly EvaluationOptions options;
    private readonly SuiteTally tally;
    private readonly Lazy<object?>[] prepared;
    private readonly HashSet<int> reached = [];
    private readonly bool isRandom;

    private SuiteEvaluation(Victim victim, Examples examples, Suite suite, ThreatModel threat, AttackGoal goal, EvaluationOptions options)
    {
        (this.victim, this.examples, this.suite, this.threat, this.goal, this.options) = (victim, examples, suite, threat, goal, options);
        isRandom = options.ConfirmationDraws > 1 || suite.Attacks.Any(attack => attack.Draws > 1);
        tally = new SuiteTally(suite, threat, examples.Count, options.Progress);
        prepared = [.. suite.Attacks.Select(attack => new Lazy<object?>(() => attack.Prepare(victim, examples, threat, options)))];
    }

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
        Check(victim, examples, suite, threat, options);
        return new SuiteEvaluation(victim, examples, suite, threat, AttackGoal.Break, options).Run();
    }

    /// <summary>Looks for the nearest input that breaks each correctly classified example, at whatever distance, with every attack of the suite.
    /// Broken examples carry the nearest witness that any of them found.</summary>
    /// <param name="victim">The model.</param>
    /// <param name="examples">The examples; they may be on another device than the model.</param>
    /// <param name="suite">Minimum-norm attacks.</param>
    /// <param name="threat">How distances are measured; its epsilon is set aside.</param>
    /// <param name="options">Seed, batch size, progress, cancellation.</param>
    /// <exception cref="ArgumentException">An attack needs a budget, or is not defined in the threat model's norm.</exception>
    /// <exception cref="ModelOutputException">The model's output is not [B, K] with K of 2 or more.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static SuiteResult RunNearest(Victim victim, Examples examples, Suite suite, ThreatModel threat, EvaluationOptions options)
    {
        Check(victim, examples, suite, threat, options);
        if (suite.Attacks.FirstOrDefault(attack => !attack.IsMinimumNorm) is { } bounded)
            throw new ArgumentException($"{bounded.Name} works within a budget and cannot look for the nearest success.", nameof(suite));
        return new SuiteEvaluation(victim, examples, suite, threat.Unlimited, AttackGoal.Minimise, options).Run();
    }

    private static void Check(Victim victim, Examples examples, Suite suite, ThreatModel threat, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(victim);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(suite);
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(options);
        if (examples.Indices.Distinct().Count() < examples.Count)
            throw new ArgumentException("Two examples have the same index; each needs a number of its own.", nameof(examples));
    }

    private SuiteResult Run()
    {
        for (var block = 0; block * options.BlockSize < examples.Count; block++)
        {
            using var scope = NewDisposeScope();
            var start = block * options.BlockSize;
            RunBlock(block, Part(start, Math.Min(options.BlockSize, examples.Count - start)));
        }

        foreach (var shared in prepared.Where(attack => attack.IsValueCreated).Select(attack => attack.Value).OfType<IDisposable>())
            shared.Dispose();
        return tally.Result();
    }

    private void RunBlock(int block, Examples part)
    {
        var before = victim.Passes;
        SeedModel(block, CleanPass);
        var logits = Classify(part.Inputs);
        var scores = new Scores(logits);
        var labels = part.Labels.Values<long>();
        var predicted = labels.Select((_, row) => scores.Predicted(row)).ToArray();
        tally.AddClean(part.Indices, labels, predicted, victim.Passes - before);

        var all = new ActiveExamples(part.Indices, part.Inputs, part.Labels, logits, part.Targets);
        var standing = Enumerable.Range(0, labels.Length).Where(row => predicted[row] == labels[row]).ToList();
        for (var position = 0; position < suite.Attacks.Count && standing.Count > 0; position++)
        {
            using var scope = NewDisposeScope();
            var run = options.Journal?.Find(block, position);
            if (run is null)
            {
                run = Attack(block, position, all.Select(standing));
                options.Journal?.Add(block, position, run);
            }

            reached.Add(position);
            tally.AddRun(position, standing.Count, run);
            if (goal == AttackGoal.Break)
                standing.RemoveAll(row => tally.IsBroken(part.Indices[row]));
        }

        tally.EndBlock(labels.Length);
    }

    // An attack's preparation is part of its price on the first block that it reaches, whether this or an interrupted evaluation paid it.
    private AttackRunResult Attack(int block, int position, ActiveExamples standing)
    {
        var before = victim.Passes;
        SeedModel(Preparation, position);
        var shared = prepared[position].Value;
        var preparation = victim.Passes - before;
        SeedModel(block, position);
        var run = AttackRun.Run(suite.Attacks[position], victim, threat, standing, goal, options, shared);
        return reached.Contains(position) ? run : run with { Passes = run.Passes + preparation };
    }

    // A random model draws from libtorch's own generator: the same numbers in every run, also in one that goes on where another stopped.
    private void SeedModel(int block, int position)
    {
        if (isRandom)
            random.manual_seed(unchecked(options.Seed + (SeedStride * (((long)block * (suite.Attacks.Count + 1)) + position))));
    }

    private Tensor Classify(Tensor inputs)
    {
        var parts = new List<Tensor>();
        for (var start = 0L; start < inputs.shape[0]; start += options.BatchSize)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            parts.Add(victim.Logits(inputs.narrow(0, start, Math.Min(options.BatchSize, inputs.shape[0] - start))));
        }

        return cat(parts, 0);
    }

    private Examples Part(int start, int size) => new(
        examples.Inputs.narrow(0, start, size).to(victim.Device),
        examples.Labels.narrow(0, start, size).to(victim.Device),
        [.. examples.Indices.Skip(start).Take(size)])
    {
        Targets = examples.Targets?.narrow(0, start, size).to(victim.Device),
    };
}
