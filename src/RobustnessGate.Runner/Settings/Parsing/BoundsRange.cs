using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Settings.Parsing;

/// <summary>The valid range of input values: <c>0,1</c>.</summary>
internal static class BoundsRange
{
    /// <exception cref="GateException">RG0007: the value is not two numbers, the lower first.</exception>
    public static Bounds Parse(SettingValue value)
    {
        if (value.Text.Split(',') is not [var first, var second] || Numbers.Decimal(first) is not { } lower || Numbers.Decimal(second) is not { } upper)
        {
            throw value.Invalid(Codes.InvalidBounds, "which is not a lower and an upper bound; write two numbers with a decimal point and a comma between them, such as 0,1 or -1,1.");
        }

        return lower < upper
            ? new Bounds(lower, upper)
            : throw value.Invalid(Codes.InvalidBounds, "where the lower bound is not below the upper; write the lower first, such as 0,1.");
    }
}
