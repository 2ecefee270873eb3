namespace RobustnessGate.Attacks;

/// <summary>Auto-PGD away from the true class, from several random starts.</summary>
public abstract record RestartedAutoPgd : AutoPgd
{
    /// <summary>How many times an unbroken example is attacked, each time from another point.</summary>
    [NamedOption("Number of runs, each from another random start; only unbroken examples run again.", Minimum = 1)]
    public int Restarts { get; init; } = 1;

    /// <inheritdoc/>
    public sealed override int RunsOn(int classes) => Restarts;
}
