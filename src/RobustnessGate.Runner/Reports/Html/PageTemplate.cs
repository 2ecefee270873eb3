using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace RobustnessGate.Runner.Reports.Html;

/// <summary>The templates in <c>Page/</c>. Every text filled into one is made plain, and escaped for elements and quoted attributes alike; this is
/// the only place where that is done.</summary>
internal static class PageTemplate
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly FluidParser Parser = new();
    private static readonly ConcurrentDictionary<string, IFluidTemplate> Parsed = new(StringComparer.Ordinal);

    private static readonly TemplateOptions Options = new()
    {
        CultureInfo = CultureInfo.InvariantCulture,
        MemberAccessStrategy = new ModelMembers(),
        StrictFilters = true,
        ValueConverters = { Converted },
    };

    public static Markup Render(string name, object model) =>
        new(Parsed.GetOrAdd(name, Parse).Render(new TemplateContext(Options).SetValue("model", model), Encoder));

    private static IFluidTemplate Parse(string name) => Parser.Parse(PageAsset.Read(name + ".liquid"));

    private static StringValue? Converted(object value) => value switch
    {
        Markup markup => new StringValue(markup.Text, encode: false),
        string text => new StringValue(PlainText.Of(text)),
        _ => null,
    };
}
