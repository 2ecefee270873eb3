using RobustnessGate.Attacks;
using Spectre.Console;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>A bar that is redrawn in place, for a terminal.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IProgressView
{
    public T Show<T>(Func<IProgress<EvaluationProgress>, T> work) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new Reporter(context.AddTask("attacking"))));

    private sealed class Reporter(ProgressTask task) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            task.MaxValue = Math.Max(1, value.ExamplesTotal);
            task.Value = value.ExamplesDone;
            task.Description = Markup.Escape(ProgressText.Findings(value));
        }
    }
}
