namespace RobustnessGate.Tasks;

/// <summary>Something the task reports itself: a code and one sentence.</summary>
internal sealed record Problem(string Code, string Text);
