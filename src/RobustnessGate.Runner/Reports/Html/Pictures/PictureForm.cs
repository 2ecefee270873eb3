namespace RobustnessGate.Runner.Reports.Html.Pictures;

/// <summary>How an input is read as a picture: channels first, then rows and columns; reduced where it is larger than a page needs.</summary>
internal sealed record PictureForm(int Channels, int Height, int Width)
{
    /// <summary>Smaller arrays are tables, whatever their shape.</summary>
    private const long LeastSide = 4;

    private const int MostSide = 96;

    /// <summary>How many points of the input become one, along each side.</summary>
    private int Factor => (Math.Max(Height, Width) + MostSide - 1) / MostSide;

    /// <summary>The form of inputs of that shape; null where they are no pictures.</summary>
    public static PictureForm? Of(IReadOnlyList<long> shape) => shape switch
    {
        [1 or 3, >= LeastSide and <= int.MaxValue, >= LeastSide and <= int.MaxValue] => new PictureForm((int)shape[0], (int)shape[1], (int)shape[2]),
        [>= LeastSide and <= int.MaxValue, >= LeastSide and <= int.MaxValue] => new PictureForm(1, (int)shape[0], (int)shape[1]),
        _ => null,
    };

    /// <param name="values">The input, element by element.</param>
    /// <param name="black">The value that is drawn black.</param>
    /// <param name="white">The value that is drawn white.</param>
    public Picture Draw(float[] values, double black, double white)
    {
        var (width, height) = ((Width + Factor - 1) / Factor, (Height + Factor - 1) / Factor);
        var samples = new byte[width * height * Channels];
        for (var i = 0; i < samples.Length; i++)
        {
            var (point, channel) = Math.DivRem(i, Channels);
            var (row, column) = Math.DivRem(point, width);
            var level = (Mean(values, channel, row * Factor, column * Factor) - black) / (white - black);
            samples[i] = (byte)Math.Round(byte.MaxValue * Math.Clamp(level, 0, 1));
        }

        return new Picture(width, height, Channels, samples);
    }

    private double Mean(float[] values, int channel, int top, int left)
    {
        var (bottom, right) = (Math.Min(top + Factor, Height), Math.Min(left + Factor, Width));
        var sum = 0.0;
        for (var row = top; row < bottom; row++)
        {
            for (var column = left; column < right; column++)
                sum += values[(((channel * Height) + row) * Width) + column];
        }

        return sum / ((bottom - top) * (right - left));
    }
}
