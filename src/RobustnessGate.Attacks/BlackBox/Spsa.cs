using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>SPSA (Uesato et al. 2018, arXiv 1802.05666), for Linf and L2: descends the margin by Adam, with gradients estimated from differences of the
/// margin between pairs of points on either side.</summary>
/// <remarks>
/// Needs scores, no gradients. Costs <see cref="Samples"/> forward passes a step and one for the last point: 12,801 with the defaults; 2048
/// samples and more make it strong. Probes are brought into the threat model, so that each of them may succeed, and differences count by how far
/// apart they lie then. Signs are drawn for each example.
/// </remarks>
[CatalogEntry("SPSA", "Descends the margin with gradients estimated from random differences.", "Uesato et al. 2018, arXiv 1802.05666")]
public sealed record Spsa : Attack
{
    private const string FirstMoment = "firstMoment";
    private const string SecondMoment = "secondMoment";
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;

    /// <summary>How many steps.</summary>
    [NamedOption("Number of steps.", Minimum = 1)]
    public int Steps { get; init; } = 100;

    /// <summary>Forward passes that make a gradient; they come in pairs.</summary>
    [NamedOption("Forward passes that make a gradient; an odd number counts as the even one below.", Minimum = 2)]
    public int Samples { get; init; } = 128;

    /// <summary>How far probes lie from the point in each feature, in the units of the inputs (c in the paper).</summary>
    [NamedOption("Distance of probes from the point in each feature, in the units of the inputs.", Minimum = 0, ExclusiveMinimum = true)]
    public double Delta { get; init; } = 0.01;

    /// <summary>Adam's step size, in the units of the inputs.</summary>
    [NamedOption("Step size of Adam, in the units of the inputs.", Minimum = 0, ExclusiveMinimum = true)]
    public double StepSize { get; init; } = 0.01;

    /// <summary>How many times an unbroken example is attacked, each time from another point.</summary>
    [NamedOption("Number of runs, each from another random start; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <inheritdoc/>
    public override AttackAccess Access => AttackAccess.Scores;

    /// <inheritdoc/>
    public override int RunsOn(int classes) => Restarts;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.Linf || norm == Norm.L2;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows.Candidates = rows.RandomCandidates();
        rows[FirstMoment] = zeros_like(rows.Clean);
        rows[SecondMoment] = zeros_like(rows.Clean);
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var gradient = Estimate(rows, rows.Candidates);
        rows[FirstMoment] = FirstDecay * rows[FirstMoment] + (1 - FirstDecay) * gradient;
        rows[SecondMoment] = SecondDecay * rows[SecondMoment] + (1 - SecondDecay) * gradient.square();
        var first = rows[FirstMoment] / rows.Schedule(iteration => 1 - Math.Pow(FirstDecay, iteration + 1));
        var second = rows[SecondMoment] / rows.Schedule(iteration => 1 - Math.Pow(SecondDecay, iteration + 1));
        rows.Candidates = rows.Project(rows.Candidates + StepSize * first / (second.sqrt() + 1e-8));
        rows.TestAndFinishAfter(rows.Candidates, Steps);
    }

    /// <summary>An estimate of the margin's gradient at a point of each row, [B, ...].</summary>
    internal Tensor Estimate(Rows rows, Tensor points)
    {
        var sum = zeros_like(points);
        for (var pair = 0; pair < Samples / 2; pair++)
        {
            using var scope = NewDisposeScope();
            var offset = Delta * (1 - 2 * (rows.Uniform(points.shape[1..], -1, 1) < 0).to(points.dtype));
            var (ahead, behind) = (rows.Project(points + offset), rows.Project(points - offset));
            var logits = rows.Evaluate(cat([ahead, behind], 0), [.. Enumerable.Range(0, 2 * rows.Count).Select(point => point % rows.Count)]);
            var margins = AttackLosses.Margin(logits.reshape(2, rows.Count, -1).transpose(0, 1), rows);
            var slope = (margins.select(1, 0) - margins.select(1, 1)) / (2 * Delta);
            sum.add_(slope.Over(points) * (ahead - behind) / (2 * Delta));
        }

        return sum / (Samples / 2);
    }
}
