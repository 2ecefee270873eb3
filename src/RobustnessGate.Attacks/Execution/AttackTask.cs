namespace RobustnessGate.Attacks;

/// <summary>One run of an attack on one example.</summary>
/// <param name="Position">The example's row in its block.</param>
/// <param name="Index">The example's number in the data.</param>
/// <param name="Run">Which of the attack's runs.</param>
/// <param name="Iteration">How many iterations are done.</param>
internal readonly record struct AttackTask(int Position, long Index, int Run, int Iteration);
