using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.ProgressViews;

/// <summary>Shows how far a measurement is, while it runs.</summary>
internal interface IProgressView
{
    T Show<T>(Func<IProgress<EvaluationProgress>, T> work);
}
