using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>An input seen as channels of a plane: images as they are, signals [C, L] and vectors [n] as planes of one row. Dimensions before
/// the last two all count as channels.</summary>
internal readonly record struct Plane(int Channels, int Height, int Width)
{
    /// <summary>The plane of the rows of a batch [B, ...].</summary>
    public static Plane Of(Tensor batch) => batch.shape switch
    {
        [_] => new(1, 1, 1),
        [_, var features] => new(1, 1, (int)features),
        [_, var channels, var length] => new((int)channels, 1, (int)length),
        [_, .. var channels, var height, var width] => new((int)channels.Aggregate((all, size) => all * size), (int)height, (int)width),
        _ => throw new ArgumentException("A batch has rows.", nameof(batch)),
    };

    /// <summary>A batch as [B, channels, height, width].</summary>
    public Tensor Image(Tensor batch) => batch.reshape(-1, Channels, Height, Width);

    /// <summary>A batch as [B, channels, height × width].</summary>
    public Tensor Flat(Tensor batch) => batch.reshape(-1, Channels, Height * Width);

    /// <summary>The window that covers a share of the plane: a square, or where that exceeds the shorter side, a rectangle along the longer one.</summary>
    /// <param name="share">The share.</param>
    /// <param name="smallest">The shortest side, 1 or 3; from 3 on sides are odd.</param>
    public WindowSize Window(double share, int smallest)
    {
        var area = share * Height * Width;
        var (shorter, longer) = (Math.Min(Height, Width), Math.Max(Height, Width));
        var side = Side(Math.Sqrt(area));
        if (side <= shorter)
            return new WindowSize(side, side);
        var length = Math.Clamp(Side(area / shorter), shorter, longer);
        return Height <= Width ? new WindowSize(Height, length) : new WindowSize(length, Width);

        int Side(double exact)
        {
            var rounded = Math.Max((int)Math.Round(exact), smallest);
            return smallest > 1 && rounded % 2 == 0 ? rounded + 1 : rounded;
        }
    }

    /// <summary>The square, or interval, of which so many make a side of the plane.</summary>
    public WindowSize Tile(int count)
    {
        var side = Math.Max(1, (Height == 1 ? Width : Math.Min(Height, Width)) / count);
        return new WindowSize(Math.Min(side, Height), Math.Min(side, Width));
    }
}

/// <summary>The sides of a window.</summary>
internal readonly record struct WindowSize(int Height, int Width)
{
    public int Area => Height * Width;
}
