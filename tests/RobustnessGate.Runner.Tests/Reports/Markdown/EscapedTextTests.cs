using RobustnessGate.Runner.Reports.Markdown;

namespace RobustnessGate.Runner.Tests.Reports.Markdown;

public class EscapedTextTests
{
    [Theory]
    [InlineData("net-v2.pt, 40 % of 5 (see \"run\"): done!", "net-v2.pt, 40 % of 5 (see \"run\"): done!")]
    [InlineData("<b>&amp;", "&lt;b&gt;&amp;amp;")]
    [InlineData("*a* _b_ ~c~ `d` [e](f) \\", @"\*a\* \_b\_ \~c\~ \`d\` \[e\](f) \\")]
    [InlineData("a|b", "a&#124;b")]
    [InlineData("$x$", "<span>$</span>x<span>$</span>")]
    [InlineData("@octocat #12 GH-12", "@&#8203;octocat #&#8203;12 GH-&#8203;12")]
    [InlineData("https://e.vil www.e.vil", "https:&#8203;//e.vil www&#8203;.e.vil")]
    [InlineData("at 0123456789abcdef", "at 012345&#8203;6789ab&#8203;cdef")]
    [InlineData("1. a", @"1\. a")]
    [InlineData("- a", @"\- a")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("a\r\n\tb\u202ec", "a b&lt;U+202E&gt;c")]
    public void A_text_shows_as_it_is(string text, string expected)
    {
        Assert.Equal(expected, EscapedText.Of(text));
    }

    [Fact]
    public void Code_cannot_end_itself()
    {
        Assert.Equal("``` a``b ```", Markup.Code("a``b").ToString());
        Assert.Equal("`a`", Markup.Code("a").ToString());
        Assert.Equal("````sh\na```b\n````\n", Markup.CodeBlock("sh", "a```b").ToString());
    }
}
