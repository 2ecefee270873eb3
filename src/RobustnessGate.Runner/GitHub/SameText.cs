namespace RobustnessGate.Runner.GitHub;

/// <summary>Whether a text is the one that GitHub keeps, which may have other line ends and no blank ones at its end.</summary>
internal static class SameText
{
    public static bool Are(string kept, string text) => string.Equals(Normal(kept), Normal(text), StringComparison.Ordinal);

    private static string Normal(string text) => text.ReplaceLineEndings("\n").Trim();
}
