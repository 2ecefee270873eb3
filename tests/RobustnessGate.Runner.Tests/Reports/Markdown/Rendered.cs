using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;

namespace RobustnessGate.Runner.Tests.Reports.Markdown;

/// <summary>Markdown rendered about as GitHub does.</summary>
/// <param name="Elements">The tags, with their attributes, in order.</param>
/// <param name="References">What GitHub would make a mention or a reference of: in the text, outside of code.</param>
internal sealed partial record Rendered(IReadOnlyList<string> Elements, IReadOnlyList<string> References)
{
    private static readonly MarkdownPipeline GitHub = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseTaskLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).UseFootnotes().UseAlertBlocks().UseEmojiAndSmiley(enableSmileys: false)
        .Build();

    public static Rendered Of(string markdown)
    {
        // The span around a dollar is how GitHub wants text escaped.
        var html = Markdig.Markdown.ToHtml(markdown, GitHub).Replace("<span>$</span>", "$", StringComparison.Ordinal);
        var text = WebUtility.HtmlDecode(Tag().Replace(Code().Replace(html, " "), " "));
        return new Rendered([.. Tag().Matches(html).Select(match => match.Value)], [.. Reference().Matches(text).Select(match => match.Value)]);
    }

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    [GeneratedRegex("<code[^>]*>.*?</code>", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("""
        @[A-Za-z0-9]                      # mentions and addresses
        | \#[0-9]                         # issues
        | \b[A-Za-z]+-[0-9]               # tickets
        | (?<![0-9A-Za-z])[0-9A-Fa-f]{7,40}(?![0-9A-Za-z])
        | [A-Za-z]+://                    # what links by itself
        | (?:mailto|xmpp):[^\s\u200b]
        | www\.
        | :[a-z0-9_+-]+:                  # emoji
        | [\p{Cc}\p{Cf}\p{Co}-[\n\u200b]]  # signs that act
        """, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
