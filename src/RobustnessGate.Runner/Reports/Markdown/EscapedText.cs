using System.Text;
using System.Text.RegularExpressions;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>Text that Markdown, as GitHub renders it, shows as it is: no emphasis, link, picture, HTML, table cell or formula comes of it, nobody is
/// mentioned by it, and it points to no issue, commit or address.</summary>
internal static partial class EscapedText
{
    /// <summary>GitHub looks for mentions and references in what Markdown has made of a text, where escapes are gone. A space of no width stops it.</summary>
    private const string Gap = "&#8203;";

    /// <summary>More hexadecimal digits in a row, GitHub takes for a commit.</summary>
    private const int MostDigits = 6;

    public static string Of(string text)
    {
        var plain = PlainText.Of(text);
        var gaps = Commit().Matches(plain).SelectMany(match => Gaps(match.Index, match.Length)).ToHashSet();
        var escaped = new StringBuilder(plain.Length + 16);
        for (var i = 0; i < plain.Length; i++)
        {
            escaped.Append(gaps.Contains(i) ? Gap : "").Append(Escaped(plain, i));
        }

        return escaped.ToString();
    }

    private static string Escaped(string text, int at) => text[at] switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        // In the cell of a table a backslash before it is not enough.
        '|' => "&#124;",
        // What GitHub's documentation asks for where dollars are no formula.
        '$' => "<span>$</span>",
        '\\' or '`' or '*' or '_' or '~' or '[' or ']' => "\\" + text[at],
        '@' or '#' => text[at] + Gap,
        ':' when !IsBlank(text, at + 1) => ":" + Gap,
        '-' when IsTicket(text, at) => "-" + Gap,
        '.' when IsAfterWww(text, at) => Gap + ".",
        // What begins a list or underlines a heading, where it begins a line.
        '-' or '+' or '=' when at == 0 && !IsDigit(text, 1) => "\\" + text[at],
        '.' or ')' when IsBlank(text, at + 1) && text.AsSpan(0, at).IndexOfAnyExceptInRange('0', '9') < 0 => "\\" + text[at],
        var sign => sign.ToString(),
    };

    private static IEnumerable<int> Gaps(int start, int length) => Enumerable.Range(1, (length - 1) / MostDigits).Select(i => start + (i * MostDigits));

    private static bool IsBlank(string text, int at) => at >= text.Length || text[at] == ' ';

    private static bool IsDigit(string text, int at) => at < text.Length && char.IsAsciiDigit(text[at]);

    /// <summary><c>GH-12</c>, and whatever prefix a repository links.</summary>
    private static bool IsTicket(string text, int at) => at > 0 && char.IsAsciiLetter(text[at - 1]) && IsDigit(text, at + 1);

    private static bool IsAfterWww(string text, int at) => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("(?<![0-9A-Za-z])[0-9a-fA-F]{7,}(?![0-9A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();
}
