using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The nearest success that each row has come upon, and its refinement: where the straight line from the clean input to it crosses the
/// decision boundary.</summary>
internal static class NearestSuccess
{
    private const string Point = "nearest.point";
    private const string Distance = "nearest.distance";
    private const int Bisections = 10;

    public static void Start(Rows rows)
    {
        rows[Point] = rows.Clean;
        rows[Distance] = rows.Filled(double.PositiveInfinity);
    }

    /// <summary>Takes in points [B, ...] of the rows whose entry in <paramref name="successes"/> [B] is true.</summary>
    public static void Note(Rows rows, Tensor points, Tensor successes)
    {
        var distance = rows.Norm.Length(points - rows.Clean);
        var nearer = successes & (distance < rows[Distance]);
        rows.Replace(Point, nearer, points);
        rows.Replace(Distance, nearer, distance);
    }

    /// <summary>Bisects the line to the nearest success of some rows, [B] of bool: ten forward passes for each row that has one.</summary>
    public static void Refine(Rows rows, Tensor which)
    {
        var refined = which & rows[Distance].isfinite();
        if (!refined.HasAny())
            return;
        var perturbation = rows[Point] - rows.Clean;
        var (fails, succeeds) = (rows.Filled(0), rows.Filled(1));
        for (var bisection = 0; bisection < Bisections; bisection++)
        {
            using var scope = NewDisposeScope();
            var middle = (fails + succeeds) / 2;
            var adversarial = rows.IsAdversarial(rows.EvaluateWhere(refined, rows.Clean + middle.Over(perturbation) * perturbation));
            (fails, succeeds) = (
                where(adversarial, fails, middle).MoveToOuterDisposeScope(), where(adversarial, middle, succeeds).MoveToOuterDisposeScope());
        }
    }
}
