using RobustnessGate.Runner.ProgressViews;

namespace RobustnessGate.Runner.Gate;

/// <summary>What is known, before a model runs, of how it may end the process, and who is told what it is at.</summary>
/// <param name="Enter">Told each stage before it begins.</param>
/// <param name="TakesOwnGradients">It ended an earlier process where no gradients could be taken: that is a finding, and not tried again.</param>
internal sealed record ModelWatch(Action<Stage> Enter, bool TakesOwnGradients = false)
{
    /// <summary>Nothing is known, and nobody told.</summary>
    public static readonly ModelWatch None = new(_ => { });
}
