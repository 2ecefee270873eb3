using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace RobustnessGate.Runner.Reports.Markdown;

/// <summary>Markdown for GitHub. What is written in the string is markup; every text filled into it is escaped, and shows as it is whatever it
/// holds; so nothing that comes from a report can be markup.</summary>
[InterpolatedStringHandler]
internal sealed class Markup
{
    private readonly StringBuilder text;

    public Markup(int literalLength, int formattedCount) => text = new StringBuilder(literalLength + (16 * formattedCount));

    private Markup(StringBuilder text) => this.text = text;

    public void AppendLiteral(string markup) => text.Append(markup);

    public void AppendFormatted(string words) => text.Append(EscapedText.Of(words));

    public void AppendFormatted(Markup markup) => text.Append(markup.text);

    public void AppendFormatted(long number) => text.Append(number.ToString("N0", CultureInfo.InvariantCulture));

    public void AppendFormatted(double number, string? format = null) => text.Append(number.ToString(format, CultureInfo.InvariantCulture));

    public static Markup Concat(IEnumerable<Markup> parts, string separator = "") => new(new StringBuilder().AppendJoin(separator, parts));

    /// <summary>A link to an address of the tool's own; one of a report's would not do.</summary>
    public static Markup Link(string words, string address) => new(new StringBuilder($"[{EscapedText.Of(words)}]({address})"));

    /// <summary>A code span. GitHub looks for nothing in it. Not for cells: a vertical bar would end one.</summary>
    public static Markup Code(string words)
    {
        var plain = PlainText.Of(words);
        var fence = CodeFence.Around(plain, shortest: 1);
        // The spaces keep backticks at the ends apart from the fence, and are not shown.
        var space = fence.Length > 1 || plain.Length == 0 ? " " : "";
        return new Markup(new StringBuilder($"{fence}{space}{plain}{space}{fence}"));
    }

    /// <summary>A block of code.</summary>
    /// <param name="language">How GitHub colours it.</param>
    /// <param name="lines">The code, free of signs that act.</param>
    public static Markup CodeBlock(string language, string lines)
    {
        var fence = CodeFence.Around(lines, shortest: 3);
        return new Markup(new StringBuilder($"{fence}{language}\n{lines}\n{fence}\n"));
    }

    public override string ToString() => text.ToString();
}
