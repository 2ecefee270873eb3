using RobustnessGate.Attacks;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>A line now and then: when another <paramref name="step"/> of the examples is done, and not before
/// <paramref name="interval"/> has passed since the line before.</summary>
internal sealed class LineProgress(MessageLog log, TimeProvider time, double step, TimeSpan interval) : IProgressView, IProgress<EvaluationProgress>
{
    private long last = time.GetTimestamp();
    private long stepsShown;

    public T Show<T>(Func<IProgress<EvaluationProgress>, T> work)
    {
        stepsShown = 0;
        return work(this);
    }

    public void Report(EvaluationProgress value)
    {
        var steps = (long)(ProgressText.Share(value) / step);
        if (steps <= stepsShown || time.GetElapsedTime(last) < interval)
        {
            return;
        }

        log.Progress(ProgressText.Line(value));
        last = time.GetTimestamp();
        stepsShown = steps;
    }
}
