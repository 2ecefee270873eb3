using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>Looks at the classes that the clean examples get for signs that the model has learnt nothing, or that data and model do not match.</summary>
internal static class PredictionChecks
{
    // A share of fewer says little.
    private const int FewestExamples = 16;

    private const double AboveChance = 0.05;

    /// <param name="predicted">The class that each example gets.</param>
    /// <param name="labels">Its true class.</param>
    /// <param name="classes">How many there are.</param>
    public static DiagnosticEntry? Look(IReadOnlyList<long> predicted, IReadOnlyList<long> labels, int classes)
    {
        if (predicted.Count < FewestExamples)
        {
            return null;
        }

        var accuracy = (double)predicted.Zip(labels).Count(pair => pair.First == pair.Second) / predicted.Count;
        if (predicted.All(answer => answer == predicted[0]) && labels.Any(label => label != labels[0]))
        {
            return Finding.Of(
                Codes.SingleClass,
                $"The model gives all {predicted.Count} examples the class {predicted[0]}, so its robustness is that of a constant; check that inputs are scaled and normalised as in training.");
        }

        // Half as much again as chance, where chance itself is small.
        var threshold = Math.Min(1.5 / classes, (1.0 / classes) + AboveChance);
        return accuracy <= threshold
            ? Finding.Of(
                Codes.NearChance,
                $"Clean accuracy is {Share.Text(accuracy)}, where guessing one of {classes} classes reaches {Share.Text(1.0 / classes)}; check that labels belong to the model's classes and that inputs are scaled and normalised as in training.",
                accuracy,
                threshold)
            : null;
    }
}
