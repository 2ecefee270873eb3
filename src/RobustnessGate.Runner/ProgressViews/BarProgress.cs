using Spectre.Console;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>A bar that is redrawn in place, for a terminal.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IProgressView
{
    public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work) => console.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context => work(new Reporter(context.AddTask(title))));

    private sealed class Reporter(ProgressTask task) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            task.Value = task.MaxValue * value.Share;
            task.Description = Markup.Escape(value.Details);
        }
    }
}
