using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>What a suite's result says about how far it can be trusted.</summary>
internal static class SuiteDiagnostics
{
    public static IEnumerable<DiagnosticEntry> Of(SuiteResult result)
    {
        // Each attack counts for itself: the one with the most blind examples says how blind gradients are.
        var gradient = result.Attacks.Where(attack => attack.Passes.Backward > 0 && attack.Attempted > 0).ToList();
        if (gradient.Count > 0 && gradient.Count == result.Attacks.Count(attack => attack.Attempted > 0) && gradient.TrueForAll(attack => attack.ZeroGradients == attack.Attempted))
        {
            var attempted = gradient.Max(attack => attack.Attempted);
            yield return Diagnostic(Codes.NoUsableGradients, $"No attacked example has a usable gradient ({attempted} of {attempted} are zero or not finite), so the attacks had nothing to follow and the model's robustness is unknown.");
        }
        else if (gradient.MaxBy(attack => attack.ZeroGradients) is { ZeroGradients: > 0 } blind)
        {
            var percent = 100.0 * blind.ZeroGradients / blind.Attempted;
            yield return Diagnostic(Codes.ZeroGradients, $"The first gradient was zero or not finite for {blind.ZeroGradients} of {blind.Attempted} examples that {blind.Name} attacked ({percent:0.#} %), so it had nothing to follow there and robust accuracy may look better than it is.");
        }

        var nonFinite = result.Examples.Count(example => example.Witness is { NonFinite: true });
        if (nonFinite > 0)
        {
            yield return Diagnostic(Codes.NonFiniteUnderAttack, $"{nonFinite} examples were broken by inputs on which the model returns values that are not finite; they count as broken.");
        }

        var unconfirmed = result.Attacks.Sum(attack => attack.Unconfirmed);
        if (unconfirmed > 0)
        {
            yield return Diagnostic(Codes.WitnessNotConfirmed, $"{unconfirmed} examples were broken within a batch but not when passed alone, so they count as not broken; their decision hangs on rounding.");
        }
    }

    private static DiagnosticEntry Diagnostic(Code code, FormattableString message) => new(code.Id, message.ToString(CultureInfo.InvariantCulture));
}
