using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Adam (Kingma and Ba 2015, arXiv 1412.6980) with moments and a step count of its own for each row, so that rows may begin anew
/// at different times.</summary>
internal static class RowAdam
{
    private const string Mean = "adam.mean";
    private const string Square = "adam.square";
    private const string Steps = "adam.steps";
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;
    private const double Smallest = 1e-8;

    public static void Start(Rows rows)
    {
        rows[Mean] = zeros_like(rows.Clean);
        rows[Square] = zeros_like(rows.Clean);
        rows[Steps] = rows.Filled(0);
    }

    /// <summary>The step down a gradient [B, ...].</summary>
    public static Tensor Move(Rows rows, Tensor gradient, double rate)
    {
        var steps = rows[Steps].add_(1);
        var mean = rows[Mean].mul_(MeanDecay).add_(gradient, 1 - MeanDecay);
        var square = rows[Square].mul_(SquareDecay).addcmul_(gradient, gradient, 1 - SquareDecay);
        var factor = -rate / (1 - pow(full_like(steps, MeanDecay), steps));
        var deviation = (square / (1 - pow(full_like(steps, SquareDecay), steps)).Over(square)).sqrt_().add_(Smallest);
        return deviation.reciprocal_().mul_(mean).mul_(factor.Over(mean));
    }

    /// <summary>Forgets the past of some rows.</summary>
    public static void Restart(Rows rows, Tensor which)
    {
        rows.Replace(Mean, which, 0);
        rows.Replace(Square, which, 0);
        rows.Replace(Steps, which, 0);
    }
}
