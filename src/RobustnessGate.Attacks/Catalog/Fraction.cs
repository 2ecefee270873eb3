using System.Globalization;

namespace RobustnessGate.Attacks;

/// <summary>Numbers as the field writes them: a decimal, or a fraction such as 8/255. Always in the invariant culture.</summary>
public static class Fraction
{
    /// <summary>Reads a finite number; false for anything else, a division by zero among them.</summary>
    public static bool TryParse(string? text, out double value)
    {
        value = double.NaN;
        if (text is null)
            return false;
        var parts = text.Split('/');
        if (parts.Length > 2 || !TryParseDecimal(parts[0], out var numerator))
            return false;
        var denominator = 1.0;
        if (parts.Length == 2 && !TryParseDecimal(parts[1], out denominator))
            return false;
        value = numerator / denominator;
        return double.IsFinite(value);
    }

    private static bool TryParseDecimal(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
