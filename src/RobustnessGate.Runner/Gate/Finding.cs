using System.Globalization;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>Makes diagnostics.</summary>
internal static class Finding
{
    /// <param name="code">Which one.</param>
    /// <param name="message">What was found, and what to do.</param>
    /// <param name="measured">The figure behind it.</param>
    /// <param name="threshold">The limit that it crosses.</param>
    public static DiagnosticEntry Of(Code code, FormattableString message, double? measured = null, double? threshold = null) =>
        new(code.Id, message.ToString(CultureInfo.InvariantCulture)) { Measured = measured, Threshold = threshold };
}
