using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Fast minimum-norm attack (Pintor et al. 2021, arXiv 2102.12827, algorithm 1): gradient steps of decreasing length in a ball that
/// shrinks where the point is adversarial and grows where it is not. In L0, L1, L2 and Linf. Needs gradients. Costs a forward and a backward pass
/// a step, and one forward pass.</summary>
/// <remarks>The points are brought into the ball by the exact projection in every norm. Step sizes are multiples of the bounds' width, which is
/// 1 in the paper, or of the distance that the first gradient foretells, where bounds are much wider. Until the first success the radius does not
/// stop growing, as it would in the paper where the bounds take back what the projection left.</remarks>
[CatalogEntry("FMN", "Gradient steps in a ball that shrinks on success and grows without.", "Pintor et al. 2021, arXiv 2102.12827")]
public sealed record FastMinimumNorm : Attack
{
    private const string Scale = "scale";
    private const string Radius = "radius";
    private const string Best = "best";

    /// <summary>How many gradient steps.</summary>
    [NamedOption("Number of gradient steps.", Minimum = 1)]
    public int Steps { get; init; } = 100;

    /// <summary>The first step's length, in widths of the bounds (α₀ in the paper).</summary>
    [NamedOption("Length of the first step, in widths of the bounds.", Minimum = 0, ExclusiveMinimum = true)]
    public double Alpha { get; init; } = 1;

    /// <summary>The last step's length, in widths of the bounds; null for a hundredth of the first.</summary>
    [NamedOption("Length of the last step, in widths of the bounds; a hundredth of the first where not given.", Minimum = 0, ExclusiveMinimum = true)]
    public double? AlphaFinal { get; init; }

    /// <summary>By what share the ball's radius changes in the first step (γ₀ in the paper).</summary>
    [NamedOption("Share by which the radius changes in the first step.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double Gamma { get; init; } = 0.05;

    /// <summary>By what share the ball's radius changes in the last step.</summary>
    [NamedOption("Share by which the radius changes in the last step.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double GammaFinal { get; init; } = 0.001;

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => true;

    private double LastAlpha => AlphaFinal ?? Alpha / 100;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows[Scale] = zeros_like(rows.Labels).to(rows.Clean.dtype);
        rows[Radius] = rows.Norm == Norm.L0 ? ones_like(rows[Scale]) : rows[Scale];
        rows[Best] = full_like(rows[Scale], double.PositiveInfinity);
        rows.Candidates = rows.Clean;
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (logits, loss, gradient) = rows.Differentiate(rows.Candidates, AttackLosses.Margin);
        var isFirst = rows.PerRow((iteration, _) => iteration) == 0;
        rows[Scale] = where(isFirst, SearchScale.Of(rows, logits, gradient), rows[Scale]);
        var perturbation = rows.Candidates - rows.Clean;
        Resize(rows, rows.IsAdversarial(logits), rows.Norm.Length(perturbation), loss, gradient);

        var stepSize = rows[Scale].Over(gradient) * rows.Schedule(iteration => CosineSchedule.At(iteration, Steps, Alpha, LastAlpha));
        var moved = perturbation + stepSize * Norm.L2.Normalized(gradient);
        rows.Candidates = rows.Box.Clamp(rows.Clean + rows.Norm.Project(moved, rows[Radius], rows.Clean, rows.Box));
        rows.TestAndFinishAfter(rows.Candidates, Steps);
    }

    // The radius shrinks below the nearest success where the point is adversarial, and else grows: until the first success at least to the
    // distance at which the linearised model changes its mind.
    private void Resize(Rows rows, Tensor isAdversarial, Tensor length, Tensor loss, Tensor gradient)
    {
        rows[Best] = where(isAdversarial, minimum(length, rows[Best]), rows[Best]);
        var gamma = rows.PerRow((iteration, _) => CosineSchedule.At(iteration, Steps, Gamma, GammaFinal));
        var (smaller, larger) = (rows[Radius] * (1 - gamma), rows[Radius] * (1 + gamma));
        if (rows.Norm == Norm.L0)
        {
            smaller = minimum(rows[Radius] - 1, smaller.floor()).clamp_min(1);
            larger = maximum(rows[Radius] + 1, larger.floor());
        }
        else
        {
            var foretold = length + loss.abs() / rows.Norm.Dual.Length(gradient).clamp_min(Norm.SmallestLength);
            larger = where(rows[Best].isfinite(), larger, maximum(larger, foretold));
        }

        var largest = rows.Norm.Length(rows.Box.Farthest(rows.Clean));
        rows[Radius] = minimum(where(isAdversarial, minimum(smaller, rows[Best]), larger), largest);
    }

    private protected override object? EffectiveValue(NamedOption option, ThreatModel threat) =>
        option.Name == nameof(AlphaFinal) ? LastAlpha : base.EffectiveValue(option, threat);
}
