namespace RobustnessGate.Runner.Reports.Html;

/// <summary>What a model takes an input for.</summary>
internal static class PredictionText
{
    /// <summary>How reports write a prediction that is none, because the output is not finite.</summary>
    public const long NotFinite = -1;

    public static string Of(long predicted, IReadOnlyList<string>? names) => predicted == NotFinite ? "not finite" : ClassName.Of(predicted, names);
}
