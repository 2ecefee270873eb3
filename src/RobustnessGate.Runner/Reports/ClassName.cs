using System.Globalization;

namespace RobustnessGate.Runner.Reports;

/// <summary>What a class is called.</summary>
internal static class ClassName
{
    /// <summary>Its name where names were given and it has one, else its number.</summary>
    public static string Of(long label, IReadOnlyList<string>? names) =>
        names is not null && label >= 0 && label < names.Count ? names[(int)label] : label.ToString(CultureInfo.InvariantCulture);
}
