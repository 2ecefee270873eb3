namespace RobustnessGate.Attacks;

/// <summary>The shape that the Square attack adds to a window in L2 and L1 (Andriushchenko et al. 2020, equation 2): one half is a hill of
/// nested rectangles, the other a hole as large.</summary>
internal static class Bump
{
    /// <summary>The values of a window in row-major order, together of length 1 in the norm.</summary>
    /// <param name="size">The window.</param>
    /// <param name="splitsWidth">The halves lie beside each other, not one above the other; so they do anyway in a window of one row.</param>
    /// <param name="norm">1 or 2: the norm, which also says how steep the hill is.</param>
    public static float[] Of(WindowSize size, bool splitsWidth, int norm)
    {
        var turned = size.Height == 1 || (splitsWidth && size.Width > 1);
        var (length, breadth) = turned ? (size.Width, size.Height) : (size.Height, size.Width);
        var hill = Hill(length / 2, breadth, norm);
        var hole = Hill(length - length / 2, breadth, norm);
        var values = hill.Concat(hole.Select(value => -value)).ToArray();
        var total = Length(values, norm);
        return [.. Enumerable.Range(0, size.Area).Select(cell => (float)(values[turned ? cell % length * breadth + cell / length : cell] / total))];
    }

    // Rectangles around the middle, the k-th reaching k cells from it, each adding 1 / (k + 1)² (in L1 its square).
    private static double[] Hill(int length, int breadth, int norm)
    {
        var (middle, centre) = (length / 2, breadth / 2);
        var heights = new double[Math.Max(middle, centre) + 2];
        for (var ring = heights.Length - 2; ring >= 0; ring--)
            heights[ring] = heights[ring + 1] + Math.Pow(ring + 1, -4.0 / norm);
        var values = new double[length * breadth];
        for (var cell = 0; cell < values.Length; cell++)
            values[cell] = heights[Math.Max(Math.Abs(cell / breadth - middle), Math.Abs(cell % breadth - centre))];
        var total = Length(values, norm);
        return Array.ConvertAll(values, value => value / total);
    }

    private static double Length(double[] values, int norm) => Math.Pow(values.Sum(value => Math.Pow(Math.Abs(value), norm)), 1.0 / norm);
}
