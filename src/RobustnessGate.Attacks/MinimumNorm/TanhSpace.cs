using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Points of the box written as a hyperbolic tangent, so that any real vector is inside (Carlini and Wagner 2017,
/// arXiv 1608.04644, section V.B). Frozen features keep their values.</summary>
/// <param name="Points">The points, [B, ...].</param>
/// <param name="Slope">The derivative of each feature by its variable, [B, ...].</param>
internal readonly record struct TanhSpace(Tensor Points, Tensor Slope)
{
    // Keeps the variable of a feature on the box's edge finite.
    private const double Inside = 0.999999;

    /// <summary>The variables of points [B, ...].</summary>
    public static Tensor Variables(Rows rows, Tensor points) => ((2 * rows.Box.ToUnit(points) - 1) * Inside).atanh();

    /// <summary>The points that variables [B, ...] stand for.</summary>
    public static TanhSpace At(Rows rows, Tensor variables)
    {
        var tangent = variables.tanh();
        var points = rows.Clean + rows.Freeze(rows.Box.FromUnit((tangent + 1) / 2) - rows.Clean);
        return new TanhSpace(points, rows.Freeze((rows.Box.Upper - rows.Box.Lower) / 2 * (1 - tangent.square())));
    }
}
