using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether an attack that may change everything gets its way. It does on any model whose gradient leads somewhere, so that failing says
/// more about the gradient than about the model (Athalye, Carlini and Wagner 2018, arXiv 1802.00420, section 3.1).</summary>
internal static class UnlimitedAttack
{
    private const double AboveChance = 0.05;

    public static DiagnosticEntry? Look(ProbeSample sample, int classes)
    {
        var threshold = (1.0 / classes) + AboveChance;
        var measured = sample.AccuracyWithoutLimit;
        return measured > threshold
            ? Finding.Of(
                Codes.UnlimitedAttackFails,
                $"An attack that may change inputs to anything within the bounds leaves {Share.Text(measured)} of {sample.Count} examples unbroken (chance is {Share.Text(1.0 / classes)}), so gradients do not lead to what breaks the model and robust accuracy says little; use Bpda for what is not differentiable in the model, and black-box attacks (suite blackbox).",
                measured,
                threshold)
            : null;
    }
}
