namespace RobustnessGate.Runner.Reports.Html;

/// <summary>The files that the page is made of, built into the tool.</summary>
internal static class PageAsset
{
    public static string Style { get; } = Read("page.css");

    /// <summary>In the order in which they run.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [Read("chart.umd.min.js"), Read("theme.js"), Read("charts.js"), Read("gallery.js")];

    public static string Read(string name)
    {
        using var stream = typeof(PageAsset).Assembly.GetManifestResourceStream("page/" + name)
            ?? throw new InvalidOperationException($"The tool was built without '{name}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
