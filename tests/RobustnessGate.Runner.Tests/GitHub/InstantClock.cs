namespace RobustnessGate.Runner.Tests.GitHub;

/// <summary>A clock on which every wait is over at once, and remembered.</summary>
internal sealed class InstantClock : TimeProvider
{
    private DateTimeOffset now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    public List<TimeSpan> Waits { get; } = [];

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Waits.Add(dueTime);
        now += dueTime;
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
