using System.Globalization;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports.Sarif;

/// <summary>A rule's name, which SARIF wants as one word.</summary>
internal static class RuleName
{
    /// <summary>The words of the title, joined: <c>NoThresholdIsSet</c>.</summary>
    public static string Of(Code code) => string.Concat(code.Title
        .Split([' ', '-', ',', '\'', '.', '/'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => char.ToUpper(word[0], CultureInfo.InvariantCulture) + word[1..]));
}
