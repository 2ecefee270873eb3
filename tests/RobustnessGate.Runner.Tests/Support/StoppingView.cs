using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Stands for whatever stops a run in the middle.</summary>
/// <param name="afterReports">After how many reports of progress; null for never.</param>
/// <param name="afterSlices">After how many reports on slices; null for never.</param>
internal sealed class StoppingView(int? afterReports = null, int? afterSlices = null) : IProgressView, IProgress<WorkProgress>
{
    private int reports;
    private int slices;

    public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work) => work(this);

    public void Report(WorkProgress value)
    {
        if (++reports == afterReports || (value.Count.EndsWith("slices", StringComparison.Ordinal) && ++slices == afterSlices))
            throw new OperationCanceledException();
    }
}
