namespace RobustnessGate.Runner.SelfTest;

/// <summary>What <c>robustness-gate selftest --json</c> prints.</summary>
/// <param name="Passed">Whether every case passed.</param>
/// <param name="Cases">The cases, in the order of their running.</param>
/// <param name="Seconds">How long they took.</param>
internal sealed record SelfTestDocument(bool Passed, IReadOnlyList<SelfTestResult> Cases, double Seconds)
{
    public static SelfTestDocument Of(IReadOnlyList<SelfTestResult> results) =>
        new(results.All(result => result.Passed), results, results.Sum(result => result.Seconds));
}

/// <summary>A case and what came of it.</summary>
/// <param name="Name">The attack or the model.</param>
/// <param name="Norm">The norm it was tried in.</param>
/// <param name="Expected">What must be measured.</param>
/// <param name="Measured">What was measured.</param>
/// <param name="Passed">Whether that is the same.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SelfTestResult(string Name, string Norm, string Expected, string Measured, bool Passed, double Seconds);
