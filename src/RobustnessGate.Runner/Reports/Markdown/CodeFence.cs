namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>The backticks around code.</summary>
internal static class CodeFence
{
    /// <summary>More of them than any run of the code has, so that the code cannot end itself.</summary>
    public static string Around(string code, int shortest)
    {
        var (longest, run) = (0, 0);
        foreach (var sign in code)
        {
            run = sign == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return new string('`', Math.Max(shortest, longest + 1));
    }
}
