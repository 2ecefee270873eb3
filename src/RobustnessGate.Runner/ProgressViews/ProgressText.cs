using System.Globalization;
using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>What the views say about a state of progress.</summary>
internal static class ProgressText
{
    public static double Share(EvaluationProgress progress) =>
        progress.ExamplesTotal == 0 ? 0 : (double)progress.ExamplesDone / progress.ExamplesTotal;

    public static string Line(EvaluationProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{100 * Share(progress):0} % ({progress.ExamplesDone} of {progress.ExamplesTotal} examples; {Findings(progress)})");

    public static string Findings(EvaluationProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"{progress.Broken} broken, {progress.Misclassified} misclassified{(progress.Attack.Length > 0 ? $"; {progress.Attack}" : "")}");
}
