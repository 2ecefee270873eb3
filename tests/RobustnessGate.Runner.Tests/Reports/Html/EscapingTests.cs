using System.Text.Json.Nodes;
using AngleSharp.Dom;
using CsCheck;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tests.Reports.Html;

/// <summary>Whatever text a report brings, the page shows it as text.</summary>
public class EscapingTests
{
    // 250 pages of 40: 10,000 hostile texts, each in every place.
    private const int Pages = 250;
    private const int TextsOfAPage = 40;

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.OneOf(
            "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--", "-->", "<![CDATA[", "]]>", "</style>", "</title>", "</textarea>", "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>", "\"", "'", "`", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "javascript:alert(1)", "&lt;", "&#60;", "&amp", "&", "<", ">",
            "{{ model }}", "{% raw %}", "{%- endraw -%}", "\u202e", "\u2066", "\u200f", "\u2028", "\u2029", "\0", "\u001b[31m", "\u0085", "\ufeff", "\ufffe", "\ud800", "\udc00", "\U000e0001", "\\u003c", "\r\n", "\t"),
        Gen.String,
        Gen.Char.Select(sign => sign.ToString()))
        .Array[1, 6].Select(string.Concat);

    [Fact]
    public void No_text_of_a_report_becomes_markup()
    {
        var plain = ReportOf([.. Enumerable.Range(0, TextsOfAPage).Select(i => $"text {i}")]);
        var evidence = SamplePage.Evidence(plain, TextsOfAPage);
        var harmless = SamplePage.Parse(plain, evidence);
        var expected = Skeleton(harmless);
        var scripts = Scripts(harmless);
        Hostile.Array[TextsOfAPage].Sample(
            drawn =>
            {
                // Two that are alike would be one choice of the filters.
                string[] texts = [.. drawn.Select((text, i) => $"{text}#{i}")];
                string[] shown = [.. texts.Select(PlainText.Of)];
                var page = SamplePage.Parse(ReportOf(texts), evidence);
                Assert.Equal(expected, Skeleton(page));
                Assert.Equal(scripts, Scripts(page));
                Assert.Equal(shown, Texts(page, "#classes table:not(.narrow) tbody th"));
                Assert.Equal(shown, Texts(page, "#attacks tbody th"));
                Assert.Equal(shown, Texts(page, "#diagnostics h3 + p"));
                Assert.Equal(shown, Texts(page, "#filters select[name=attack] option").Skip(1));
                Assert.Subset(shown.ToHashSet(), Texts(page, ".card tbody th").ToHashSet());
                Assert.Equal(shown[0], Texts(page, "#reproduce tbody tr:nth-child(1) td").First());
                Assert.Equal(shown[1], Texts(page, "#reproduce tbody tr:nth-child(2) td").First());
                Assert.Equal(shown[2], Texts(page, ".reasons .place").First());
                Assert.Equal(shown, JsonNode.Parse(page.QuerySelector("#chart-data")!.TextContent)!["classes"]!["names"]!.AsArray().Select(name => name!.GetValue<string>()));
            },
            iter: Pages);
    }

    [Theory]
    [InlineData("a\u202eb", "a<U+202E>b")]
    [InlineData("a\u0007b", "a<U+0007>b")]
    [InlineData("a\u2028b\nc", "a b c")]
    public void Signs_that_act_are_shown_instead(string text, string shown)
    {
        var report = SampleReport.Failed with { Diagnostics = [new DiagnosticEntry("RG2005", text)] };
        Assert.Equal(shown, SamplePage.Parse(report).QuerySelector("#diagnostics h3 + p")!.TextContent);
    }

    private static ReportDocument ReportOf(string[] texts)
    {
        var report = SampleReport.Failed;
        return report with
        {
            Inputs = report.Inputs with { Checkpoint = new FileEntry(texts[0], ""), Dataset = new FileEntry(texts[1], "") },
            Failures = [report.Failures[0] with { DeclaredAt = texts[2], Message = texts[3] }],
            Classes = texts,
            Features = texts,
            Attacks = [.. texts.Select(text => report.Attacks[0] with { Name = text, Settings = [] })],
            Diagnostics = [.. texts.Select(text => new DiagnosticEntry("RG2005", text))],
            Examples = [.. texts.Select((text, i) => new ExampleEntry(i, i, i, OutcomeText.Broken, text, 0.03) { PredictedUnderAttack = (i + 1) % texts.Length, Survives8bit = true })],
            Comparison = new ComparisonEntry(new FileEntry(texts[4], ""), texts[5], null),
        };
    }

    /// <summary>Every element with its attributes, and the values of those that no text goes into.</summary>
    private static List<string> Skeleton(IDocument page) =>
    [
        .. page.All.Select(element => $"{element.ParentElement?.LocalName}>{element.LocalName} {string.Join(' ', element.Attributes.Select(attribute => $"{attribute.Name}={attribute.Value}"))}"),
    ];

    private static List<string> Scripts(IDocument page) => [.. page.QuerySelectorAll("script:not([type])").Select(script => script.TextContent)];

    private static IEnumerable<string> Texts(IDocument page, string selector) => page.QuerySelectorAll(selector).Select(element => element.TextContent.Trim(' ', '\n'));
}
