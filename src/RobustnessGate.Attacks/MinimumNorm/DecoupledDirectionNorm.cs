using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Decoupled direction and norm (Rony et al. 2019, arXiv 1811.09600, algorithm 1): steps along the normalised gradient on a sphere
/// that shrinks where the point is adversarial and grows where it is not. In L2. Needs gradients. Costs a forward and a backward pass a step, and
/// one forward pass.</summary>
/// <remarks>The loss is the log-odds of the class, whose gradient has the direction of the cross-entropy's and does not vanish where the model
/// is sure. Steps and the first radius are multiples of the bounds' width, which is 1 in the paper, or of the distance that the first gradient
/// foretells, where bounds are much wider.</remarks>
[CatalogEntry("DDN", "Steps along the gradient on a sphere that shrinks on success and grows without.", "Rony et al. 2019, arXiv 1811.09600")]
public sealed record DecoupledDirectionNorm : Attack
{
    private const string Scale = "scale";
    private const string Radius = "radius";
    private const string Blind = "blind";
    private const double LastStepSize = 0.01;
    private const int Levels = 255;

    /// <summary>How many gradient steps.</summary>
    [NamedOption("Number of gradient steps.", Minimum = 1)]
    public int Steps { get; init; } = 100;

    /// <summary>By what share the radius changes in a step.</summary>
    [NamedOption("Share by which the radius changes in a step.", Minimum = 0, ExclusiveMinimum = true, Maximum = 1)]
    public double Gamma { get; init; } = 0.05;

    /// <summary>The first radius and the first step size, in widths of the bounds.</summary>
    [NamedOption("First radius and step size, in widths of the bounds.", Minimum = 0, ExclusiveMinimum = true)]
    public double InitialNorm { get; init; } = 1;

    /// <summary>Round points to the 256 levels of 8-bit inputs, as the authors' code does.</summary>
    [NamedOption("Round points to the 256 levels of 8-bit inputs.")]
    public bool Quantize { get; init; }

    /// <inheritdoc/>
    public override bool IsMinimumNorm => true;

    /// <inheritdoc/>
    public override bool Supports(Norm norm) => norm == Norm.L2;

    /// <inheritdoc/>
    public override void Start(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        rows[Scale] = rows[Radius] = zeros_like(rows.Labels).to(rows.Clean.dtype);
        rows[Blind] = rows.Norm.Normalized(rows.Freeze(rows.Normal(rows.Clean.shape[1..])));
        rows.Candidates = rows.Clean;
    }

    /// <inheritdoc/>
    public override void Step(Rows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var (logits, _, gradient) = rows.Differentiate(rows.Candidates, LogOdds);
        var isFirst = rows.PerRow((iteration, _) => iteration) == 0;
        rows[Scale] = where(isFirst, InitialNorm * SearchScale.Of(rows, logits, gradient), rows[Scale]);
        var factor = 1 + Gamma - 2 * Gamma * rows.IsAdversarial(logits).to(gradient.dtype);
        var largest = rows.Norm.Length(rows.Box.Farthest(rows.Clean));
        rows[Radius] = minimum(where(isFirst, rows[Scale], rows[Radius]) * factor, largest);

        var stepSize = rows[Scale].Over(gradient) * rows.Schedule(iteration => CosineSchedule.At(iteration, Steps, 1, LastStepSize));
        var perturbation = rows.Candidates - rows.Clean + stepSize * Direction(rows, gradient);
        var points = rows.Box.Clamp(rows.Clean + rows[Radius].Over(gradient) * rows.Norm.Normalized(perturbation));
        rows.Candidates = Quantize ? rows.Box.FromUnit((rows.Box.ToUnit(points) * Levels).round() / Levels) : points;
        rows.TestAndFinishAfter(rows.Candidates, Steps);
    }

    // A row without a gradient keeps to a direction of its own.
    private static Tensor Direction(Rows rows, Tensor gradient) =>
        where((rows.Norm.Length(gradient) < Norm.SmallestLength).Over(gradient), rows[Blind], rows.Norm.Normalized(gradient));

    // How much likelier the other classes are than the true one; with targets, how much likelier the target is than the others.
    private static Tensor LogOdds(Tensor logits, Rows rows)
    {
        var wanted = rows.Targets ?? rows.Labels;
        var odds = AttackLosses.Without(logits, wanted).logsumexp(1) - logits.gather(1, wanted.unsqueeze(1)).squeeze(1);
        return rows.Targets is null ? odds : -odds;
    }
}
