using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The L0 and Linf attacks (Carlini and Wagner 2017, arXiv 1608.04644, sections VI.B and VI.C): minimise penalty + c × max(κ − margin, 0)
/// under a constraint, until it succeeds; then tighten the constraint and go on from there. Where it fails, c grows tenfold.</summary>
internal sealed class CarliniWagnerTightening(CarliniWagner settings, ITightenedConstraint constraint) : ICarliniWagnerForm
{
    private const string Variables = "variables";
    private const string StartKey = "start";
    private const string ConstantKey = "constant";
    private const string Successful = "successfulConstant";

    public void Start(Rows rows)
    {
        rows[Variables] = rows[StartKey] = TanhSpace.Variables(rows, rows.Clean);
        rows[ConstantKey] = rows[Successful] = rows.Filled(settings.InitialConstant);
        RowAdam.Start(rows);
        Descent.Start(rows);
        constraint.Start(rows);
    }

    public void Step(Rows rows)
    {
        var variables = rows[Variables];
        var space = TanhSpace.At(rows, variables);
        var (points, slope) = constraint.Restrict(rows, space);
        var margin = HingedMargin.At(rows, points, settings.Confidence);
        var (penalty, penaltySlope) = constraint.Penalty(rows, (space.Points - rows.Clean) / rows.Threat.Bounds.Width);

        var gradient = (penaltySlope / rows.Threat.Bounds.Width + rows[ConstantKey].Over(points) * margin.Gradient) * slope;
        var next = variables + RowAdam.Move(rows, gradient, settings.LearningRate);
        var spent = Descent.Advance(rows, penalty + rows[ConstantKey] * margin.Value, settings.Steps, settings.AbortEarly);
        var ended = margin.Reached | spent;
        if (!ended.HasAny())
        {
            rows[Variables] = next;
            return;
        }

        rows.Replace(StartKey, margin.Reached, variables);
        rows.Replace(Successful, margin.Reached, rows[ConstantKey]);
        constraint.Tighten(rows, margin.Reached, (points - rows.Clean) / rows.Threat.Bounds.Width, margin.Slope);
        Strengthen(rows, spent & ~margin.Reached);
        rows[Variables] = where(ended.Over(next), rows[StartKey], next);
        RowAdam.Restart(rows, ended);
        Descent.Restart(rows, ended);
    }

    private void Strengthen(Rows rows, Tensor failed)
    {
        rows.Replace(ConstantKey, failed, rows[ConstantKey] * 10);
        var exhausted = failed & (rows[ConstantKey] > settings.LargestConstant);
        constraint.Relax(rows, exhausted);
        rows.Replace(ConstantKey, exhausted, rows[Successful]);
    }
}
