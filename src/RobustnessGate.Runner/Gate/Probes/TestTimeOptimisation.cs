using System.Runtime.InteropServices;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate.Probes;

/// <summary>Whether the model takes gradients of its own while it classifies: such a model cannot work, or works otherwise, in inference mode,
/// where there are none.</summary>
internal static class TestTimeOptimisation
{
    private const double Threshold = 1e-3;

    public static DiagnosticEntry? Look(Victim victim, Tensor inputs, ModelWatch watch)
    {
        if (watch.TakesOwnGradients)
        {
            return Fails();
        }

        var usual = OutputValues.Of(victim, inputs);
        double measured;
        try
        {
            // An error of autograd.grad, unlike any other, ends the process.
            watch.Enter(Stage.ProbingWithoutGradients);
            using var withoutGradients = inference_mode();
            measured = usual.RelativeDifference(OutputValues.Of(victim, inputs));
        }
        catch (ExternalException e) when (e.Message.Contains("grad", StringComparison.OrdinalIgnoreCase) || e.Message.Contains("inference", StringComparison.OrdinalIgnoreCase))
        {
            return Fails();
        }
        finally
        {
            watch.Enter(Stage.CheckingModel);
        }

        return measured > Threshold
            ? Found($"The model's outputs change (by up to {measured:G2} of the largest) where no gradients can be taken, so it takes some itself to classify an input; attacks see only part of what it does, and robust accuracy may look better than it is.", measured)
            : null;
    }

    private static DiagnosticEntry Fails() => Found(
        $"The model fails where no gradients can be taken, so it takes some itself to classify an input; attacks see only part of what it does, and robust accuracy may look better than it is.", null);

    private static DiagnosticEntry Found(FormattableString message, double? measured) =>
        Finding.Of(Codes.OptimisesAtTestTime, message, measured, measured is null ? null : Threshold);
}
