using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What limited-memory BFGS knows of the curvature: the last steps and the changes of gradient that they made, for each row by itself
/// (Nocedal and Wright, Numerical Optimization, algorithm 7.4).</summary>
internal static class QuasiNewton
{
    private const string Steps = "bfgs.steps";
    private const string Changes = "bfgs.changes";
    private const string Inverses = "bfgs.inverses";
    private const string Scale = "bfgs.scale";
    private const int Memory = 5;
    private const double SmallestCurvature = 1e-10;

    /// <summary>Begins with the identity times a scale as inverse Hessian.</summary>
    public static void Start(Rows rows, double scale)
    {
        rows[Steps] = rows[Changes] = zeros(new long[] { rows.Count, Memory, rows.Features }, ScalarType.Float32, rows.Clean.device);
        rows[Inverses] = zeros(new long[] { rows.Count, Memory }, ScalarType.Float32, rows.Clean.device);
        rows[Scale] = rows.Filled(scale);
    }

    /// <summary>Takes in a step, [B, ...], and the change of the gradient over it, on the rows in <paramref name="which"/> [B]; a step along which
    /// the function does not curve upwards tells nothing.</summary>
    public static void Learn(Rows rows, Tensor which, Tensor step, Tensor change)
    {
        var (s, y) = (step.flatten(1), change.flatten(1));
        var product = (s * y).sum(1);
        var square = y.square().sum(1);
        var learns = which & (product > SmallestCurvature * square) & (product > 0);
        rows.Replace(Steps, learns, Shifted(rows[Steps], s));
        rows.Replace(Changes, learns, Shifted(rows[Changes], y));
        rows.Replace(Inverses, learns, Shifted(rows[Inverses], 1 / product));
        rows.Replace(Scale, learns, product / square);
    }

    /// <summary>The approximate inverse Hessian times a vector for each row, [B, ...].</summary>
    public static Tensor Solve(Rows rows, Tensor vector)
    {
        var (steps, changes, inverses) = (rows[Steps], rows[Changes], rows[Inverses]);
        var result = vector.flatten(1);
        var weights = new Tensor[Memory];
        for (var pair = Memory - 1; pair >= 0; pair--)
        {
            weights[pair] = inverses.select(1, pair) * (steps.select(1, pair) * result).sum(1);
            result -= weights[pair].unsqueeze(1) * changes.select(1, pair);
        }

        result *= rows[Scale].unsqueeze(1);
        for (var pair = 0; pair < Memory; pair++)
        {
            var correction = inverses.select(1, pair) * (changes.select(1, pair) * result).sum(1);
            result += (weights[pair] - correction).unsqueeze(1) * steps.select(1, pair);
        }

        return result.reshape(vector.shape);
    }

    /// <summary>Forgets what is known on some rows.</summary>
    public static void Restart(Rows rows, Tensor which, double scale)
    {
        rows.Replace(Inverses, which, 0);
        rows.Replace(Scale, which, scale);
    }

    private static Tensor Shifted(Tensor history, Tensor newest) =>
        cat([history.narrow(1, 1, Memory - 1), newest.unsqueeze(1)], 1);
}
