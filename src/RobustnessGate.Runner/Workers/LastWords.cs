using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Workers;

/// <summary>Finds, in what a process wrote to standard error, why it ended.</summary>
internal static partial class LastWords
{
    private const int Longest = 300;

    /// <summary>The reason in one line, without a full stop; null where there is none.</summary>
    /// <param name="lines">The last lines of standard error.</param>
    public static string? In(IReadOnlyList<string> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (Beginning().Match(lines[i]) is { Success: true } match && Rest(lines, i, match) is { } reason)
            {
                return Shorten(reason);
            }
        }

        return lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line) && !Frame().IsMatch(line)) is { } last ? Shorten(last) : null;
    }

    // libtorch begins some of its sentences on the next line, and so does the runtime.
    private static string? Rest(IReadOnlyList<string> lines, int start, Match match)
    {
        var first = lines[start][(match.Index + match.Length)..];
        return lines.Skip(start + 1).TakeWhile(line => !Frame().IsMatch(line)).Prepend(first).FirstOrDefault(line => !string.IsNullOrWhiteSpace(line));
    }

    private static string Shorten(string text)
    {
        var line = text.Trim().TrimEnd('.', ':', ' ');
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }

    // How the C++ runtime and .NET introduce what ended a process.
    [GeneratedRegex(@"^\s*what\(\): *|^Process terminated\. *|^Unhandled exception\. *|^Fatal error\. *|^(?=Stack overflow\.)", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    // Frames of a managed or native stack trace.
    [GeneratedRegex(@"^\s*at |^frame #[0-9]+|^Exception raised from |^\s*---|^Aborted|^terminate called", RegexOptions.CultureInvariant)]
    private static partial Regex Frame();
}
