using System.Text;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Checkpoints;

/// <summary>A call of one of libtorch's operators in the code of a TorchScript archive.</summary>
/// <param name="Operator">Its name, without <c>torch.</c>.</param>
/// <param name="Arguments">The text of each argument.</param>
internal sealed record ScriptCall(string Operator, IReadOnlyList<string> Arguments);

/// <summary>Finds operators in TorchScript's code, which is a part of Python: as much of it is read as that takes.</summary>
internal static partial class ScriptCalls
{
    public static IEnumerable<ScriptCall> In(string code)
    {
        var bare = WithoutTexts(code);
        foreach (Match match in Call().Matches(bare))
            yield return new ScriptCall(match.Groups["operator"].Value, ArgumentsFrom(bare, match.Index + match.Length));
    }

    // Brackets, commas and names within texts and comments mean nothing.
    private static string WithoutTexts(string code)
    {
        var bare = new StringBuilder(code.Length);
        for (var at = 0; at < code.Length; at++)
        {
            var character = code[at];
            bare.Append(character);
            if (character is '"' or '\'')
                at = EndOfText(code, at);
            else if (character == '#')
                at = EndOfLine(code, at);
        }

        return bare.ToString();
    }

    // Of a text that begins at a quote: where its other quote is.
    private static int EndOfText(string code, int start)
    {
        var at = start + 1;
        while (at < code.Length && code[at] != code[start])
            at += code[at] == '\\' ? 2 : 1;
        return at;
    }

    private static int EndOfLine(string code, int start)
    {
        var end = code.IndexOf('\n', start);
        return end < 0 ? code.Length : end;
    }

    private static List<string> ArgumentsFrom(string code, int start)
    {
        var arguments = new List<string>();
        var depth = 0;
        for (var at = start; at < code.Length && depth >= 0; at++)
        {
            depth += code[at] switch { '(' or '[' or '{' => 1, ')' or ']' or '}' => -1, _ => 0 };
            if (depth < 0 || (depth == 0 && code[at] == ','))
            {
                arguments.Add(code[start..at].Trim());
                start = at + 1;
            }
        }

        return arguments;
    }

    [GeneratedRegex(@"(?<![\w.])(torch|ops\.aten)\.(?<operator>\w+)\s*\(", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
