using RobustnessGate.Attacks;

namespace RobustnessGate.Runner.Reports;

/// <summary>What became of an example, as the report writes it.</summary>
internal static class OutcomeText
{
    public const string Misclassified = "misclassified";
    public const string Broken = "broken";
    public const string Robust = "robust";

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Misclassified => Misclassified,
        Outcome.Broken => Broken,
        Outcome.Robust => Robust,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, message: null),
    };
}
