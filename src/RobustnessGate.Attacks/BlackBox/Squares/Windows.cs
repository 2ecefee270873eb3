using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A window for each row of a batch of planes.</summary>
/// <param name="index">The place of each cell in its plane, [B, channels, cells].</param>
/// <param name="inside">0 for cells that repeat another, [B, 1, cells]; null where none does.</param>
internal sealed class Windows(Tensor index, Tensor? inside)
{
    /// <summary>The cells' values, [B, channels, cells].</summary>
    /// <param name="planes">[B, channels, height × width].</param>
    public Tensor Read(Tensor planes) => planes.gather(2, index);

    /// <summary>The planes with these values in the cells.</summary>
    /// <param name="planes">[B, channels, height × width].</param>
    /// <param name="values">[B, channels, cells]; cells that repeat another have its value.</param>
    public Tensor Write(Tensor planes, Tensor values) => planes.scatter(2, index, values);

    /// <summary>The sum over the cells, [B, channels, 1].</summary>
    /// <param name="values">[B, channels, cells].</param>
    public Tensor Sum(Tensor values) => (inside is null ? values : values * inside).sum(2, true);
}
