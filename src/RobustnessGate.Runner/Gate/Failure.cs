using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Gate;

/// <summary>A threshold that is crossed.</summary>
/// <param name="Code">Which one, as a message.</param>
/// <param name="Setting">Which one, as a setting.</param>
/// <param name="Metric">The metric's name in the report.</param>
/// <param name="Value">What was measured; null when it is undefined, which no threshold accepts.</param>
/// <param name="Threshold">The limit.</param>
/// <param name="Message">What is wrong, in one clause.</param>
internal sealed record Failure(Code Code, Setting Setting, string Metric, double? Value, double Threshold, string Message);
