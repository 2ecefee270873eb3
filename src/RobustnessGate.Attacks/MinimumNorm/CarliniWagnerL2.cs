namespace RobustnessGate.Attacks;

/// <summary>The L2 attack (Carlini and Wagner 2017, arXiv 1608.04644, section VI.A): minimise ‖δ‖₂² + c × max(κ − margin, 0).</summary>
internal sealed class CarliniWagnerL2(CarliniWagner settings) : ICarliniWagnerForm
{
    private const string Variables = "variables";

    public void Start(Rows rows)
    {
        rows[Variables] = TanhSpace.Variables(rows, rows.Clean);
        RowAdam.Start(rows);
        Descent.Start(rows);
        ConstantSearch.Start(rows, settings.InitialConstant);
    }

    public void Step(Rows rows)
    {
        var (points, slope) = TanhSpace.At(rows, rows[Variables]);
        var margin = HingedMargin.At(rows, points, settings.Confidence);
        var constant = ConstantSearch.Constant(rows);
        ConstantSearch.NoteSuccess(rows, points, margin.Reached);

        var perturbation = (points - rows.Clean) / rows.Threat.Bounds.Width;
        var loss = perturbation.square().flatten(1).sum(1) + constant * margin.Value;
        var gradient = (2 * perturbation / rows.Threat.Bounds.Width + constant.Over(points) * margin.Gradient) * slope;
        rows[Variables] += RowAdam.Move(rows, gradient, settings.LearningRate);

        var ended = Descent.Advance(rows, loss, settings.Steps, settings.AbortEarly);
        if (!ended.HasAny())
            return;
        ConstantSearch.Next(rows, ended, settings.SearchSteps);
        rows.Replace(Variables, ended, TanhSpace.Variables(rows, rows.Clean));
        RowAdam.Restart(rows, ended);
        Descent.Restart(rows, ended);
    }
}
