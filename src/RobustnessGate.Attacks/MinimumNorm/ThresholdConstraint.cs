using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The constraint of the Linf attack: no change exceeds τ, which every success lowers by a tenth. The penalty of the paper draws changes back
/// to τ; the model sees them clipped there, since the optimiser's steps are longer than what is left to gain in the end. The paper stops at the first τ
/// that fails, up to a tenth below what is possible; here that τ and the last success are bisected to within a hundredth.</summary>
internal sealed class ThresholdConstraint : ITightenedConstraint
{
    private const string Threshold = "threshold";
    private const string Failed = "threshold.failed";
    private const string Reached = "threshold.reached";
    private const double Decrease = 0.9;
    private const double Precision = 1.01;
    private const double Smallest = 1e-5;

    public void Start(Rows rows)
    {
        // Within a budget nothing beyond it counts; without one, the whole range is allowed at first.
        var range = (rows.Box.Upper - rows.Box.Lower).max().Value<float>();
        rows[Threshold] = rows.Filled(Math.Min(rows.Threat.Epsilon, range) / rows.Threat.Bounds.Width);
        rows[Failed] = rows.Filled(0);
        rows[Reached] = rows.Filled(double.PositiveInfinity);
        NearestSuccess.Start(rows);
    }

    public TanhSpace Restrict(Rows rows, TanhSpace space)
    {
        var limit = (rows[Threshold] * rows.Threat.Bounds.Width).Over(rows.Clean);
        return space with { Points = rows.Clean + minimum(maximum(space.Points - rows.Clean, -limit), limit) };
    }

    public (Tensor Value, Tensor Slope) Penalty(Rows rows, Tensor perturbation)
    {
        var excess = (perturbation.abs() - rows[Threshold].Over(perturbation)).clamp_min(0);
        return (excess.flatten(1).sum(1), perturbation.sign() * (excess > 0));
    }

    public void Tighten(Rows rows, Tensor succeeded, Tensor perturbation, Tensor slope)
    {
        NearestSuccess.Note(rows, rows.Clean + perturbation * rows.Threat.Bounds.Width, succeeded);
        rows.Replace(Reached, succeeded, Norm.Linf.Length(perturbation));
        Next(rows, succeeded);
    }

    public void Relax(Rows rows, Tensor exhausted)
    {
        rows.Replace(Failed, exhausted, rows[Threshold]);
        Next(rows, exhausted);
    }

    private static void Next(Rows rows, Tensor which)
    {
        var (failed, reached) = (rows[Failed], rows[Reached]);
        rows.Replace(Threshold, which, maximum(Decrease * reached, (failed + reached) / 2));
        var ends = which & ((reached < Smallest) | (reached <= Precision * failed) | reached.isinf());
        NearestSuccess.Refine(rows, ends);
        rows.Finish(ends);
    }
}
