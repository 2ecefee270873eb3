using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>A line now and then: when another <paramref name="step"/> of the work is done, and not before
/// <paramref name="interval"/> has passed since the line before.</summary>
internal sealed class LineProgress(MessageLog log, TimeProvider time, double step, TimeSpan interval) : IProgressView, IProgress<WorkProgress>
{
    private long last = time.GetTimestamp();
    private long stepsShown;

    public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work)
    {
        stepsShown = 0;
        return work(this);
    }

    public void Report(WorkProgress value)
    {
        var steps = (long)(value.Share / step);
        if (steps <= stepsShown || time.GetElapsedTime(last) < interval)
        {
            return;
        }

        log.Progress(FormattableString.Invariant($"{100 * value.Share:0} % ({value.Count}; {value.Details})"));
        last = time.GetTimestamp();
        stepsShown = steps;
    }
}
