using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>What a suite's result says about how far it can be trusted.</summary>
internal static class SuiteDiagnostics
{
    // A path may cross a flat spot here and there.
    private const double MostBlindOnPath = 0.1;

    // What a strong gradient attack leaves over for a black-box one to find.
    private const double MostBrokenBeside = 0.002;

    // Fewer gradient steps leave things over on any model.
    private const int StepsOfAStrongAttack = 20;

    public static IEnumerable<DiagnosticEntry> Of(SuiteResult result)
    {
        DiagnosticEntry?[] found = [Blindness(result), Masking(result), NonFinite(result), NonFiniteOutside(result), Unconfirmed(result)];
        return found.OfType<DiagnosticEntry>();
    }

    private static DiagnosticEntry? Blindness(SuiteResult result)
    {
        var gradient = result.Attacks.Where(attack => attack.Attempted > 0 && UsesGradients(attack)).ToList();
        if (gradient.Count == 0)
        {
            return null;
        }

        if (gradient.TrueForAll(attack => attack.ZeroGradients == attack.Attempted) && !result.Attacks.Any(attack => attack.Broken > 0 && !UsesGradients(attack)))
        {
            var attempted = gradient.Max(attack => attack.Attempted);
            return Finding.Of(
                Codes.NoUsableGradients,
                $"No attacked example has a usable gradient ({attempted} of {attempted} are zero or not finite), so the attacks had nothing to follow and the model's robustness is unknown; use Bpda for what is not differentiable in the model, or black-box attacks (suite blackbox).",
                1,
                0);
        }

        // Each attack counts for itself: the one with the most blind examples says how blind gradients are.
        return AtStart(gradient.MaxBy(attack => attack.ZeroGradients)!) ?? OnPath(gradient.MaxBy(attack => Share(attack.ZeroGradientsOnPath, attack))!);
    }

    private static DiagnosticEntry? AtStart(AttackResult attack)
    {
        if (attack.ZeroGradients == 0)
        {
            return null;
        }

        var share = Share(attack.ZeroGradients, attack);
        return Finding.Of(
            Codes.ZeroGradients,
            $"The first gradient was zero or not finite for {attack.ZeroGradients} of {attack.Attempted} examples that {attack.Name} attacked ({100 * share:0.#} %), so it had nothing to follow there and robust accuracy may look better than it is; use Bpda for what is not differentiable in the model, and black-box attacks (suite blackbox).",
            share,
            0);
    }

    private static DiagnosticEntry? OnPath(AttackResult attack)
    {
        var share = Share(attack.ZeroGradientsOnPath, attack);
        return share > MostBlindOnPath
            ? Finding.Of(
                Codes.ZeroGradients,
                $"{attack.Name} met gradients that are zero or not finite on its way for {attack.ZeroGradientsOnPath} of {attack.Attempted} examples ({100 * share:0.#} %), so it had nothing to follow there and robust accuracy may look better than it is; use Bpda for what is not differentiable in the model, and black-box attacks (suite blackbox).",
                share,
                MostBlindOnPath)
            : null;
    }

    private static DiagnosticEntry? Masking(SuiteResult result)
    {
        var strong = 0;
        var broken = 0L;
        var names = new List<string>();
        foreach (var attack in result.Attacks)
        {
            if (UsesGradients(attack))
            {
                strong += attack.Settings.GetValueOrDefault("Steps") is int steps ? steps : 1;
            }
            else if (strong >= StepsOfAStrongAttack && attack.Broken > 0)
            {
                broken += attack.Broken;
                names.Add(attack.Name);
            }
        }

        var threshold = Math.Max(1.0 / Math.Max(1, result.Examples.Count), MostBrokenBeside);
        var measured = (double)broken / Math.Max(1, result.Examples.Count);
        return measured > threshold
            ? Finding.Of(
                Codes.MaskedGradients,
                $"{string.Join(" and ", names)} broke {broken} of {result.Examples.Count} examples without gradients that the gradient attacks before could not break, so the model hides its gradients and robust accuracy may look better than it is; use Bpda for what is not differentiable in the model, and give black-box attacks more queries.",
                measured,
                threshold)
            : null;
    }

    private static DiagnosticEntry? NonFinite(SuiteResult result)
    {
        var count = result.Examples.Count(example => example.Witness is { NonFinite: true });
        return count > 0
            ? Finding.Of(Codes.NonFiniteUnderAttack, $"{count} examples were broken by inputs on which the model returns values that are not finite; they count as broken.", count, 0)
            : null;
    }

    // An attack that looks for the nearest success takes such an input for one.
    private static DiagnosticEntry? NonFiniteOutside(SuiteResult result)
    {
        var attack = result.Attacks.MaxBy(attack => attack.NonFiniteOutside);
        return attack is { NonFiniteOutside: > 0 }
            ? Finding.Of(
                Codes.NonFiniteUnderAttack,
                $"{attack.Name} left {attack.NonFiniteOutside} of {attack.Attempted} examples unbroken on which the model returns values that are not finite outside the budget; it looks for nothing beyond such inputs, so robust accuracy may look better than it is.",
                Share(attack.NonFiniteOutside, attack),
                0)
            : null;
    }

    private static DiagnosticEntry? Unconfirmed(SuiteResult result)
    {
        var count = result.Attacks.Sum(attack => attack.Unconfirmed);
        return count > 0
            ? Finding.Of(Codes.WitnessNotConfirmed, $"{count} examples were broken within a batch but not when passed alone, so they count as not broken; their decision hangs on rounding.", count, 0)
            : null;
    }

    private static bool UsesGradients(AttackResult attack) => attack.Passes.Backward > 0;

    private static double Share(long count, AttackResult attack) => (double)count / attack.Attempted;
}
