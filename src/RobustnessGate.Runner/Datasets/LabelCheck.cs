using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Holds labels against the classes of a model.</summary>
internal static class LabelCheck
{
    /// <param name="classes">How many scores the model returns.</param>
    /// <param name="labels">The labels, none negative.</param>
    /// <param name="number">The number in the file of the example that a label belongs to.</param>
    /// <param name="kind">What the labels are of.</param>
    /// <param name="files">The files that they come from; labels last.</param>
    /// <exception cref="GateException">RG0205: a label is not one of the model's classes.</exception>
    public static void RequireBelow(long classes, long[] labels, Func<int, long> number, InputKind kind, IReadOnlyList<string> files)
    {
        var first = Array.FindIndex(labels, label => label >= classes);
        if (first < 0)
            return;

        throw kind.Error(
            Codes.LabelOutOfRange,
            $"Example {number(first)} of '{files[^1]}' has label {labels[first]}, but the model returns {classes} scores (labels 0 to {classes - 1}); check that the {kind.Name} and the checkpoint belong together.");
    }
}
