using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The constraint of the L0 attack: only some features may change. Of those that a success changed, the ones whose change did least, by
/// |change × gradient|, are taken out: three tenths of the square root of their number, and no more after the first one that mattered, as in
/// Carlini's implementation. What is minimised beside the margin is the Euclidean length.</summary>
internal sealed class FeatureSetConstraint : ITightenedConstraint
{
    private const string Changeable = "changeable";
    private const double SmallestChange = 1e-4;
    private const double EffectThatMatters = 0.01;
    private const double ShareOfRoot = 0.3;

    public void Start(Rows rows) => rows[Changeable] = rows.Freeze(ones_like(rows.Clean)) != 0;

    public TanhSpace Restrict(Rows rows, TanhSpace space) =>
        new(where(rows[Changeable], space.Points, rows.Clean), space.Slope * rows[Changeable]);

    public (Tensor Value, Tensor Slope) Penalty(Rows rows, Tensor perturbation)
    {
        var changes = perturbation * rows[Changeable];
        return (changes.square().flatten(1).sum(1), 2 * changes);
    }

    public void Tighten(Rows rows, Tensor succeeded, Tensor perturbation, Tensor slope)
    {
        var chosen = succeeded.Places();
        if (chosen.shape[0] == 0)
            return;
        var changes = perturbation.index_select(0, chosen).flatten(1);
        var kept = WithoutLeast(changes, (changes * slope.index_select(0, chosen).flatten(1)).abs());
        rows[Changeable] = rows[Changeable].index_copy(0, chosen, kept.reshape([chosen.shape[0], .. perturbation.shape[1..]]));
        rows.Finish(~rows[Changeable].flatten(1).any(1));
    }

    public void Relax(Rows rows, Tensor exhausted) => rows.Finish(exhausted);

    // Which features may change further, [M, n] of bool, for changes and their effects, [M, n].
    private static Tensor WithoutLeast(Tensor changes, Tensor effects)
    {
        var changed = changes.abs() >= SmallestChange;
        var (sorted, order) = effects.masked_fill(~changed, double.PositiveInfinity).sort(1);
        var most = (ShareOfRoot * changed.to(ScalarType.Float32).sum(1, true).sqrt()).ceil();
        // The first always goes, so that every success shrinks the set.
        var mattersNot = cat([ones_like(sorted.narrow(1, 0, 1)), (sorted.narrow(1, 0, sorted.shape[1] - 1) <= EffectThatMatters).to(sorted.dtype)], 1);
        var goes = mattersNot * (arange(sorted.shape[1], device: sorted.device).unsqueeze(0) < most);
        return changed & (zeros_like(effects).scatter(1, order, goes) == 0);
    }
}
