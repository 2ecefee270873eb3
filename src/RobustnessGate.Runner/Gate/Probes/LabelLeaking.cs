using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether one large step along the gradient breaks more than many small ones: then the gradient near an input leads astray
/// (Athalye, Carlini and Wagner 2018, arXiv 1802.00420, section 3.1; Kurakin et al. 2017, arXiv 1611.01236, section 4.3).</summary>
internal static class LabelLeaking
{
    private const int ManySteps = 20;

    public static DiagnosticEntry? Look(ProbeSample sample)
    {
        var one = sample.Accuracy(new Fgsm(), sample.Threat);
        // Nothing broken by the one cannot be more than what the many break.
        var measured = one < 1 ? sample.Accuracy(new Pgd { Steps = ManySteps }, sample.Threat) - one : 0;
        return measured > sample.Slack
            ? Finding.Of(
                Codes.LabelLeaking,
                $"One gradient step (FGSM) leaves {Share.Text(one)} of {sample.Count} examples unbroken and {ManySteps} steps (PGD) {Share.Text(one + measured)}; many should break more than one, so the gradient leads astray and robust accuracy may look better than it is.",
                measured,
                sample.Slack)
            : null;
    }
}
