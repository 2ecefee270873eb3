using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>The budget: a positive decimal or fraction.</summary>
internal static class Epsilon
{
    /// <exception cref="GateException">RG0002: the value is not a positive number, or none that makes sense in the norm.</exception>
    public static double Parse(SettingValue value, Norm norm, Bounds bounds)
    {
        if (!Fraction.TryParse(value.Text, out var epsilon))
        {
            throw value.Invalid(Codes.InvalidEpsilon, Unreadable(value.Text));
        }

        if (epsilon <= 0)
        {
            throw value.Invalid(Codes.InvalidEpsilon, "which is not positive; write a positive decimal or a fraction, such as 0.03 or 8/255.");
        }

        if (norm == Norm.L0 && epsilon < 1)
        {
            throw value.Invalid(Codes.InvalidEpsilon, "but in L0 it is the number of features that may change; write 1 or more.");
        }

        if (norm == Norm.Linf && epsilon > bounds.Width)
        {
            throw value.Invalid(Codes.InvalidEpsilon, FormattableString.Invariant(
                $"which is more than the whole range of input values, {bounds.Lower} to {bounds.Upper}; for a number of grey levels write a fraction, such as 8/255."));
        }

        return epsilon;
    }

    private static string Unreadable(string text)
    {
        if (Numbers.WithPoint(text) is { } pointed)
        {
            return $"with a decimal comma; write {pointed}.";
        }

        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            return "which has more than one '/'; write one fraction, such as 8/255.";
        }

        return parts is [_, var denominator] && Numbers.Decimal(denominator) is 0
            ? "which divides by zero; write a fraction such as 8/255."
            : "which is not a number; write a decimal or a fraction, such as 0.03 or 8/255.";
    }
}
