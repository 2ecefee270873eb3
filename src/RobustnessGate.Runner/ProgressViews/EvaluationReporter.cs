using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>Says how far an evaluation is.</summary>
internal sealed class EvaluationReporter(IProgress<WorkProgress> reports) : IProgress<EvaluationProgress>
{
    public void Report(EvaluationProgress value) => reports.Report(new WorkProgress(
        value.ExamplesTotal == 0 ? 0 : (double)value.ExamplesDone / value.ExamplesTotal,
        FormattableString.Invariant($"{value.ExamplesDone} of {value.ExamplesTotal} examples"),
        FormattableString.Invariant($"{value.Broken} broken, {value.Misclassified} misclassified{(value.Attack.Length > 0 ? $"; {value.Attack}" : "")}")));
}
