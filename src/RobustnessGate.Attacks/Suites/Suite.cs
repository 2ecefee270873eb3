namespace RobustnessGate.Attacks;

/// <summary>An ordered list of attacks; each runs on the examples that those before it did not break.</summary>
/// <param name="Name">The suite's name.</param>
/// <param name="Attacks">The attacks, in order.</param>
public sealed record Suite(string Name, IReadOnlyList<Attack> Attacks);
