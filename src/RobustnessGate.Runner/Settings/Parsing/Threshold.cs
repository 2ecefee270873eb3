using System.Globalization;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>A limit on an accuracy or a rate: a fraction of 1.</summary>
internal static class Threshold
{
    /// <exception cref="GateException">RG0003: the value is not a number from 0 to 1.</exception>
    public static double Parse(SettingValue value)
    {
        if (Numbers.WithPoint(value.Text) is { } pointed)
        {
            throw value.Invalid(Codes.InvalidThreshold, $"with a decimal comma; write {pointed}.");
        }

        var text = value.Text.TrimEnd();
        var percent = text.EndsWith('%') ? Numbers.Decimal(text[..^1]) : null;
        if ((percent ?? Numbers.Decimal(text)) is not { } number)
        {
            throw value.Invalid(Codes.InvalidThreshold, "which is not a number; write a fraction from 0 to 1, such as 0.45.");
        }

        if (percent is null && number is >= 0 and <= 1)
        {
            return number;
        }

        throw value.Invalid(Codes.InvalidThreshold, number is > 0 and <= 100
            ? $"but it is a fraction of 1: {Numbers.Write(number)} % is {FromPercent(number)}."
            : "which is not between 0 and 1; write a fraction of 1, such as 0.45.");
    }

    // Decimal arithmetic, so that 45.9 % does not become 0.45899999999999996.
    private static string FromPercent(double percent) => ((decimal)percent / 100).ToString(CultureInfo.InvariantCulture);
}
