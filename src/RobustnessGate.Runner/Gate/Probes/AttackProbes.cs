using RobustnessGate.Attacks;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Tries short attacks whose outcome is known for a model that hides nothing: some seventy passes of a hundred examples at most.</summary>
internal static class AttackProbes
{
    // A share of fewer says little.
    private const int FewestExamples = 16;

    /// <param name="sample">Correctly classified examples.</param>
    /// <param name="findings">What is known of the model.</param>
    public static IReadOnlyList<DiagnosticEntry> Run(ProbeSample sample, ModelFindings findings)
    {
        if (sample.Count < FewestExamples)
        {
            return [];
        }

        // What a random model answers differs by itself, and gradient attacks that stay within a number of features do not exist.
        var compares = !findings.IsRandom && sample.Threat.Norm != Norm.L0;
        DiagnosticEntry?[] found =
        [
            compares ? LabelLeaking.Look(sample) : null,
            UnlimitedAttack.Look(sample, findings.Classes),
            compares ? EpsilonResponse.Look(sample) : null,
        ];
        return [.. found.OfType<DiagnosticEntry>()];
    }
}
