using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>A few correctly classified examples, to try short attacks on whose outcome is known for a model that hides nothing.</summary>
internal sealed class ProbeSample : IDisposable
{
    /// <summary>The most examples there are.</summary>
    public const int Most = 100;

    private readonly Victim victim;
    private readonly Examples examples;
    private readonly EvaluationOptions options;
    private double? accuracyWithoutLimit;

    /// <param name="victim">The model.</param>
    /// <param name="data">The data.</param>
    /// <param name="predicted">The class that each of its inputs gets.</param>
    /// <param name="threat">What attacks may do.</param>
    /// <param name="options">How they are run.</param>
    public ProbeSample(Victim victim, Dataset data, IReadOnlyList<long> predicted, ThreatModel threat, EvaluationOptions options)
    {
        (this.victim, this.options, Threat) = (victim, options, threat);
        var labels = data.Labels.data<long>().ToArray();
        long[] chosen = [.. Enumerable.Range(0, labels.Length).Where(row => predicted[row] == labels[row]).Take(Most)];
        using var positions = tensor(chosen);
        examples = new Examples(data.Inputs.index_select(0, positions), data.Labels.index_select(0, positions), [.. chosen.Select(row => data.Indices[(int)row])]);
    }

    /// <summary>What attacks may do.</summary>
    public ThreatModel Threat { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => examples.Count;

    /// <summary>Two hundredths of the examples, and no fewer than two of them: what chance may do between two short attacks.</summary>
    public double Slack => Math.Max(0.02, 2.0 / Count);

    /// <summary>The share of the examples that withstands an attack on anything within the bounds.</summary>
    public double AccuracyWithoutLimit => accuracyWithoutLimit ??=
        Accuracy(new AutoPgdDlr { Steps = 20 }, new ThreatModel(Norm.Linf, Threat.Bounds.Width, Threat.Bounds));

    /// <summary>The share of the examples that withstands an attack.</summary>
    public double Accuracy(Attack attack, ThreatModel threat)
    {
        var result = SuiteEvaluation.Run(victim, examples, new Suite("probe", [attack]), threat, options);
        foreach (var witness in result.Examples.Select(example => example.Witness).OfType<Witness>())
        {
            witness.Input.Dispose();
        }

        return (double)result.Examples.Count(example => example.Outcome == Outcome.Robust) / Count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        examples.Inputs.Dispose();
        examples.Labels.Dispose();
    }
}
