using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether more room lets the same attack break more: it can do all that it could with less
/// (Athalye, Carlini and Wagner 2018, arXiv 1802.00420, section 3.1).</summary>
internal static class EpsilonResponse
{
    private static readonly double[] Factors = [1, 2, 4];

    public static DiagnosticEntry? Look(ProbeSample sample)
    {
        var attack = new Pgd { Steps = 10 };
        var points = Factors.Select(factor => Wider(sample.Threat, factor))
            .DistinctBy(threat => threat.Epsilon)
            .Select(threat => (Name: FormattableString.Invariant($"{threat.Epsilon:G4}"), Accuracy: sample.Accuracy(attack, threat)))
            .Append((Name: "everything within the bounds", Accuracy: sample.AccuracyWithoutLimit))
            .ToList();
        var (less, more) = points.Zip(points.Skip(1)).MaxBy(pair => pair.Second.Accuracy - pair.First.Accuracy);
        var measured = more.Accuracy - less.Accuracy;
        return measured > sample.Slack
            ? Finding.Of(
                Codes.AccuracyRisesWithEpsilon,
                $"Allowed {less.Name}, short attacks leave {Share.Text(less.Accuracy)} of {sample.Count} examples unbroken, and allowed {more.Name} {Share.Text(more.Accuracy)}; more room cannot make an attack weaker, so they do not find what there is and robust accuracy may look better than it is.",
                measured,
                sample.Slack)
            : null;
    }

    private static ThreatModel Wider(ThreatModel threat, double factor)
    {
        var epsilon = factor * threat.Epsilon;
        return new ThreatModel(threat.Norm, threat.Norm == Norm.Linf ? Math.Min(epsilon, Math.Max(threat.Epsilon, threat.Bounds.Width)) : epsilon, threat.Bounds) { Mask = threat.Mask };
    }
}
