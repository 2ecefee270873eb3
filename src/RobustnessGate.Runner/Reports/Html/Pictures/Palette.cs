namespace RobustnessGate.Runner.Reports.Html.Pictures;

/// <summary>A colour for each class of a page's slices.</summary>
internal sealed class Palette(IReadOnlyList<long> classes)
{
    // Ten that are told apart on light and dark ground, by the colour-blind too where there are few; further classes share the last.
    private static readonly (byte Red, byte Green, byte Blue)[] Colours =
    [
        (0x2f, 0x6f, 0xb7), (0xe0, 0x8a, 0x1e), (0x2f, 0x9e, 0x77), (0xc2, 0x4d, 0x6e), (0x8a, 0x6f, 0xc4),
        (0x9a, 0x6b, 0x3f), (0x4f, 0xb3, 0xd1), (0xb8, 0xb0, 0x2c), (0x5b, 0x8c, 0x3a), (0x8b, 0x90, 0x98),
    ];

    private static readonly (byte Red, byte Green, byte Blue) NotFinite = (0x20, 0x20, 0x20);

    // What no confidence leaves of a colour: enough to see which it is.
    private const double Faintest = 0.15;

    /// <summary>The colour of a class, as HTML writes it.</summary>
    public string Hex(long predicted)
    {
        var (red, green, blue) = Of(predicted);
        return $"#{red:x2}{green:x2}{blue:x2}";
    }

    /// <summary>The colour of a class, the paler the less sure the model is.</summary>
    public byte[] Shade(long predicted, double confidence)
    {
        var (red, green, blue) = Of(predicted);
        var strength = predicted == PredictionText.NotFinite ? 1 : Faintest + ((1 - Faintest) * Math.Clamp(confidence, 0, 1));
        return [Paled(red), Paled(green), Paled(blue)];

        byte Paled(byte level) => (byte)Math.Round(byte.MaxValue - (strength * (byte.MaxValue - level)));
    }

    private (byte Red, byte Green, byte Blue) Of(long predicted)
    {
        if (predicted == PredictionText.NotFinite)
            return NotFinite;
        var place = Enumerable.Range(0, classes.Count).FirstOrDefault(position => classes[position] == predicted, Colours.Length);
        return Colours[Math.Min(place, Colours.Length - 1)];
    }
}
