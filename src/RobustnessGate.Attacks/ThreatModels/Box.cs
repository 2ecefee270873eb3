using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The valid range of each feature, in the coordinates in which attacks work (see <see cref="Coordinates"/>).</summary>
public sealed class Box
{
    private readonly Bounds bounds;
    private readonly Tensor? free;

    internal Box(Bounds bounds, Device device)
    {
        this.bounds = bounds;
        (Lower, Upper) = (tensor((float)bounds.Lower, device: device), tensor((float)bounds.Upper, device: device));
    }

    internal Box(Bounds bounds, Tensor scale, Tensor free)
    {
        (this.bounds, this.free) = (bounds, free);
        (Lower, Upper) = (bounds.Lower / scale, bounds.Upper / scale);
    }

    /// <summary>Smallest valid values; broadcasts over inputs [B, ...].</summary>
    public Tensor Lower { get; }

    /// <summary>Largest valid values; broadcasts over inputs [B, ...].</summary>
    public Tensor Upper { get; }

    /// <summary>Clips every feature of <paramref name="points"/> [B, ...] into its range.</summary>
    public Tensor Clamp(Tensor points)
    {
        ArgumentNullException.ThrowIfNull(points);
        return free is null ? bounds.Clamp(points) : minimum(maximum(points, Lower), Upper);
    }

    /// <summary>The same on points that nobody else looks at.</summary>
    internal Tensor ClampInPlace(Tensor points) => free is null ? points.clamp_(bounds.Lower, bounds.Upper) : Clamp(points);

    /// <summary>How far each feature of <paramref name="clean"/> [B, ...] may move down (first, not positive) and up (second, not
    /// negative); a frozen feature has no room.</summary>
    public (Tensor Down, Tensor Up) Room(Tensor clean)
    {
        ArgumentNullException.ThrowIfNull(clean);
        var (down, up) = free is null ? (bounds.Lower - clean, bounds.Upper - clean) : (Lower - clean, Upper - clean);
        return free is null ? (down, up) : (down * free, up * free);
    }

    /// <summary>The perturbation of each row of <paramref name="clean"/> [B, ...] that leads to the farthest corner.</summary>
    public Tensor Farthest(Tensor clean)
    {
        var (down, up) = Room(clean);
        return where(up > -down, up, down);
    }

    /// <summary><paramref name="points"/> [B, ...] as shares of the range: 0 at the lower bound, 1 at the upper one.</summary>
    public Tensor ToUnit(Tensor points) => (points - Lower) / (Upper - Lower);

    /// <summary>The inverse of <see cref="ToUnit"/>.</summary>
    public Tensor FromUnit(Tensor shares) => Lower + shares * (Upper - Lower);
}
