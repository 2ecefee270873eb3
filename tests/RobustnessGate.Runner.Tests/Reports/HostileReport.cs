using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tests.Reports;

/// <summary>Reports as somebody would write them who wants more of a view than to be shown.</summary>
internal static class HostileReport
{
    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.OneOf(
            "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</summary>", "</details>", "</code></pre>", "<!--", "-->", "<!-- robustness-gate:v1:default -->", "<a href='//e.vil'>",
            "![x](https://e.vil/x.png)", "[x](javascript:alert(1))", "[x]: https://e.vil", "<https://e.vil>", "https://e.vil", "HTTP://e.vil", "www.e.vil", "WWW.e.vil", "ftp://e.vil", "mailto:a@e.vil", "a@e.vil", "xmpp:a@e.vil",
            "@octocat", "@github/everyone", "#1", "GH-1", "octocat/repo#1", "octocat@0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567", "deadbeef",
            "|", "\\|", "\\", "`", "```", "~~~", "~~", "**", "__", "_", "*", "$x$", "$$", "$`x`$", "{", "}", "%", ":tada:", "[^1]", "[^1]: x", "[!NOTE]", "- [ ] x", "- x", "+ x", "1. x", "2) x", "# x", "===", "---", "| a | b |", "|---|",
            "&amp;", "&#64;", "&lt;script&gt;", "&#x202e;", "\u202e", "\u2066", "\u200f", "\u200b", "\ufeff", "\u0000", "\u001b[31m", "\u0085", "\u2028", "\r\n\r\n", "\n", "\r", "\t", "    ", "\ud83d\ude00", "e\u0301", "\ufffe", "]]>", "]]", "<![CDATA[", "<?xml?>", "\"", "'", "::error::x", "%0A"),
        Gen.String[1, 12],
        Gen.Char['\u0000', '\u2fff'].Where(sign => !char.IsSurrogate(sign)).Select(sign => sign.ToString()));

    /// <summary>Texts that mean something to Markdown, HTML, XML, GitHub or a terminal.</summary>
    public static Gen<string> Text { get; } = Piece.Array[1, 6].Select(pieces => string.Concat(pieces));

    /// <summary>A report with another text for each of its texts.</summary>
    /// <param name="report">The report.</param>
    /// <param name="text">Gives the other text, from the key and the text itself.</param>
    public static ReportDocument Of(ReportDocument report, Func<string, string, string> text)
    {
        var document = JsonNode.Parse(ReportFile.Text(report))!;
        Replace(document, "", text);
        // Past the reader, which lets through little of this.
        return document.Deserialize(ReportJson.Default.ReportDocument)!;
    }

    private static void Replace(JsonNode node, string key, Func<string, string, string> text)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, member) in members.ToList())
                {
                    if (member is not null)
                        Replace(member, name, text);
                }

                break;
            case JsonArray elements:
                foreach (var element in elements.ToList())
                    Replace(element!, key, text);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.ReplaceWith(text(key, value.GetValue<string>()));
                break;
        }
    }
}
