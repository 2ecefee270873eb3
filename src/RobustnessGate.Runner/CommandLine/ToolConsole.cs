namespace RobustnessGate.Runner.CommandLine;

/// <summary>The world outside, as far as the command line looks at it.</summary>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error)
{
    /// <summary>Standard output is a terminal that takes colours.</summary>
    public bool RichOut { get; init; }

    /// <summary>Standard error is a terminal that takes colours and redrawing.</summary>
    public bool RichError { get; init; }

    /// <summary>Messages become annotations of a GitHub Actions log.</summary>
    public bool OnGitHub { get; init; }

    /// <summary>This process's console. Colours and redrawing stay out of files, of CI logs, and where NO_COLOR is set.</summary>
    public static ToolConsole OfProcess()
    {
        var plain = IsSet("NO_COLOR") || IsSet("CI") || string.Equals(Environment.GetEnvironmentVariable("TERM"), "dumb", StringComparison.Ordinal);
        return new ToolConsole(Console.Out, Console.Error)
        {
            RichOut = !plain && !Console.IsOutputRedirected,
            RichError = !plain && !Console.IsErrorRedirected,
            OnGitHub = string.Equals(Environment.GetEnvironmentVariable("GITHUB_ACTIONS"), "true", StringComparison.OrdinalIgnoreCase),
        };
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
