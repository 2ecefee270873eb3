using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>What passing the clean examples told about the model.</summary>
/// <param name="Diagnostics">What there is to say; an error among it means that attacking the model would measure nothing.</param>
/// <param name="Outputs">What its outputs are.</param>
/// <param name="Classes">How many classes it tells apart.</param>
/// <param name="Predicted">The class that each input gets; −1 where an output is not finite.</param>
internal sealed record ModelFindings(IReadOnlyList<DiagnosticEntry> Diagnostics, OutputKind Outputs, int Classes, IReadOnlyList<long> Predicted)
{
    /// <summary>Whether the same input gets another output each time.</summary>
    public bool IsRandom => Diagnostics.Any(diagnostic => string.Equals(diagnostic.Code, Codes.RandomOutputs.Id, StringComparison.Ordinal));

    /// <summary>Whether attacking the model would measure nothing.</summary>
    public bool IsHopeless => Diagnostics.Any(diagnostic => Codes.Find(diagnostic.Code).ExitCode != ExitCode.Pass);
}
