namespace RobustnessGate.Runner.ProgressViews;

/// <summary>Shows how far some work is, while it runs.</summary>
internal interface IProgressView
{
    /// <param name="title">What the work is called before there is anything to report.</param>
    /// <param name="work">The work, which reports to what it is given.</param>
    T Show<T>(string title, Func<IProgress<WorkProgress>, T> work);
}

/// <summary>How far some work is.</summary>
/// <param name="Share">The share that is done, in [0, 1].</param>
/// <param name="Count">What that is in numbers: <c>512 of 1000 examples</c>.</param>
/// <param name="Details">What there is to say besides.</param>
internal readonly record struct WorkProgress(double Share, string Count, string Details);
