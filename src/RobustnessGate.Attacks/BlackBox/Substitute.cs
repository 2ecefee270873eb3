using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Substitute attack (Papernot et al. 2017, arXiv 1602.02697): trains a network of its own on the victim's answers to few inputs and to steps
/// from them, attacks that network with FGSM and then PGD, and hands the results to the victim. For every norm but L0.</summary>
/// <remarks>
/// Needs decisions, no scores and no gradients. Costs 2 forward passes an example, and <see cref="HoldOut"/> × 2^(<see cref="Rounds"/> − 1) for the training, done
/// once: 4,800 with the defaults; the substitute's own passes are not counted. The first inputs of the data start the training; their labels are
/// not used. What reaches the victim depends on these inputs, and on the seed.
/// </remarks>
[CatalogEntry("Substitute", "Trains a network on the model's answers, and transfers FGSM and PGD from it.", "Papernot et al. 2017, arXiv 1602.02697", "Papernot")]
public sealed record Substitute : Attack
{
    /// <summary>Inputs of the data that start the training.</summary>
    [NamedOption("Inputs, the first of the data, that start the training.", Minimum = 1)]
    public int HoldOut { get; init; } = 150;

    /// <summary>Rounds of training; each but the last doubles the inputs (ρ in the paper).</summary>
    [NamedOption("Rounds of training; each but the last doubles the inputs.", Minimum = 1, Maximum = 20)]
    public int Rounds { get; init; } = 6;

    /// <summary>Passes over the inputs in a round.</summary>
    [NamedOption("Passes over the inputs in a round.", Minimum = 1)]
    public int Epochs { get; init; } = 10;

    /// <summary>Length of the steps that make new inputs, in units of the bounds' width (λ in the paper).</summary>
    [NamedOption("Length of the steps that make new inputs, in units of the bounds' width.", Minimum = 0, ExclusiveMinimum = true)]
    public double Augmentation { get; init; } = 0.1;

    /// <summary>Steps of PGD on the substitute; none leaves FGSM alone.</summary>
    [NamedOption("Steps of PGD on the substitute, of 2.5 epsilon / steps; 0 leaves FGSM alone.", Minimum = 0)]
    public int Steps { get; init; } = 40;

    /// <inheritdoc/>
    public override AttackAccess Access => AttackAccess.Decisions;

    /// <inheritdoc/>
    public override object? Prepare(Victim victim, Examples examples, ThreatModel threat, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(victim);
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(threat);
        ArgumentNullException.ThrowIfNull(options);
        using var scope = NewDisposeScope();
        var inputs = examples.Inputs.narrow(0, 0, Math.Min(HoldOut, examples.Count)).to(victim.Device);
        return new TrainedSubstitute(new SubstituteTraining(victim, this, threat, options).Train(inputs), victim.Device);
    }

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Candidates = rows.RandomCandidates();
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Evaluate(Moved(rows, rows.Clean, rows.Threat.Epsilon));
        if (Steps > 0)
            rows.Evaluate(Descend(rows));
        rows.Finish();
    }

    private Tensor Descend(Rows rows)
    {
        using var scope = NewDisposeScope();
        var points = rows.Candidates;
        for (var step = 0; step < Steps; step++)
        {
            using var inner = NewDisposeScope();
            points = Moved(rows, points, 2.5 * rows.Threat.Epsilon / Steps).MoveToOuterDisposeScope();
        }

        return points.MoveToOuterDisposeScope();
    }

    // A step along the gradient that the substitute has there.
    private static Tensor Moved(Rows rows, Tensor points, double length)
    {
        var substitute = (TrainedSubstitute)rows.Prepared!;
        var gradient = rows.GradientOn(substitute.Model, points, AttackLosses.CrossEntropy);
        return rows.Project(points + rows.SteepestStep(gradient, points, _ => length));
    }
}
