using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The point of each row with the largest loss so far, and the gradient there, as state of an attack.</summary>
internal static class BestPoint
{
    private const string Point = "best";
    private const string Slope = "bestGradient";
    private const string Value = "bestLoss";

    /// <summary>Forgets what was best.</summary>
    public static void Start(Rows rows)
    {
        rows[Point] = rows.Clean;
        rows[Slope] = zeros_like(rows.Clean);
        rows[Value] = Worst(rows);
    }

    /// <summary>Takes over the candidates of the rows whose loss is larger than before, [B] of bool.</summary>
    public static void Update(Rows rows, Evaluation evaluation)
    {
        var better = evaluation.Loss > rows[Value];
        rows[Value] = where(better, evaluation.Loss, rows[Value]);
        var over = better.Over(rows.Clean);
        rows[Point] = where(over, rows.Candidates, rows[Point]);
        rows[Slope] = where(over, evaluation.Gradient, rows[Slope]);
    }

    /// <summary>The points, [B, ...].</summary>
    public static Tensor Of(Rows rows) => rows[Point];

    /// <summary>The gradients there, [B, ...].</summary>
    public static Tensor Gradient(Rows rows) => rows[Slope];

    /// <summary>The losses there, [B].</summary>
    public static Tensor Loss(Rows rows) => rows[Value];

    /// <summary>Forgets the losses of the rows whose entry is true, so that the next point is the best.</summary>
    public static void Forget(Rows rows, Tensor which) => rows[Value] = where(which, Worst(rows), rows[Value]);

    private static Tensor Worst(Rows rows) => full(new long[] { rows.Count }, double.NegativeInfinity, ScalarType.Float32, rows.Clean.device);
}
