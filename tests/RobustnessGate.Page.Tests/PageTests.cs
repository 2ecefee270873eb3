using Microsoft.Playwright;
using RobustnessGate.Page.Tests.Support;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Page.Tests;

public class PageTests(Browser browser, MeasuredPage measured)
{
    private static readonly string[] Charts = ["class-chart", "curve-chart", "tuning-chart"];

    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new ViewportSize { Width = 360, Height = 740 } };

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_opens_without_a_complaint_and_asks_for_nothing(ColorScheme scheme)
    {
        await using var opened = await browser.Open(measured, new BrowserNewContextOptions { ColorScheme = scheme });
        await opened.Unfold();
        Assert.Empty(opened.Complaints);
        Assert.Equal([measured.Address.AbsoluteUri], opened.Requests);
    }

    [Fact]
    public async Task The_policy_stops_what_would_ask_for_something()
    {
        await using var opened = await browser.Open(measured);
        var complaint = await opened.Page.RunAndWaitForConsoleMessageAsync(() =>
            opened.Page.EvaluateAsync("() => { document.body.append(Object.assign(new Image(), { src: 'https://example.org/picture.png' })); }"));
        Assert.Contains("Content Security Policy", complaint.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_section_is_reached_from_the_list_of_them()
    {
        await using var opened = await browser.Open(measured);
        var links = await opened.Page.Locator("nav a").AllAsync();
        Assert.Equal(11, links.Count);
        foreach (var link in links)
        {
            await link.ClickAsync();
            await Assertions.Expect(opened.Page.Locator($"section{await link.GetAttributeAsync("href")}")).ToBeInViewportAsync();
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Every_chart_is_drawn(ColorScheme scheme)
    {
        await using var opened = await browser.Open(measured, new BrowserNewContextOptions { ColorScheme = scheme });
        var drawn = await opened.DrawnPoints();
        Assert.Equal(Charts, drawn.Keys.Order(StringComparer.Ordinal));
        Assert.All(drawn, chart => Assert.InRange(chart.Value, 2000, int.MaxValue));
    }

    [Fact]
    public async Task The_theme_changes_by_the_button_and_stays()
    {
        await using var opened = await browser.Open(measured, new BrowserNewContextOptions { ColorScheme = ColorScheme.Light });
        var button = opened.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameString = "Theme" });
        var light = await Ground(opened);
        await button.ClickAsync();
        Assert.Equal(light, await Ground(opened));
        await button.ClickAsync();
        var dark = await Ground(opened);
        Assert.NotEqual(light, dark);
        await opened.Page.ReloadAsync();
        Assert.Equal(dark, await Ground(opened));
        Assert.Equal("Theme: dark", await button.TextContentAsync());
    }

    [Fact]
    public async Task The_pictures_show_the_examples_and_their_witnesses_to_the_point()
    {
        await using var opened = await browser.Open(measured);
        var entry = measured.Evidence.Entries[0];
        foreach (var (position, input) in new[] { (0, entry.Clean!), (2, entry.Witness) })
        {
            var shown = await opened.Page.Locator(".card:has(img)").First.Locator("img").Nth(position).EvaluateAsync<int[]>(
                """
                async picture => {
                    await picture.decode();
                    const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
                    const context = canvas.getContext("2d");
                    context.drawImage(picture, 0, 0);
                    return [...context.getImageData(0, 0, canvas.width, canvas.height).data].filter((_, i) => i % 4 === 0);
                }
                """);
            Assert.Equal(input.data<float>().ToArray().Select(value => (int)Math.Round(255.0 * value)), shown);
        }
    }

    [Fact]
    public async Task A_phone_shows_the_page_without_scrolling_sideways()
    {
        await using var opened = await browser.Open(measured, Phone);
        await opened.Unfold();
        Assert.Equal(360, await opened.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        Assert.All(await opened.DrawnPoints(), chart => Assert.InRange(chart.Value, 2000, int.MaxValue));
    }

    [Fact]
    public async Task On_paper_the_page_is_light_whole_and_without_what_one_clicks()
    {
        await using var opened = await browser.Open(measured, new BrowserNewContextOptions { ColorScheme = ColorScheme.Dark });
        await opened.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await opened.Page.Locator("nav").IsVisibleAsync());
        Assert.False(await opened.Page.Locator("#filters").IsVisibleAsync());
        await Assertions.Expect(opened.Page.Locator("section h2:visible")).ToHaveCountAsync(11);
        Assert.Equal("rgb(26, 29, 33)", await opened.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).color"));
        Assert.Equal("%PDF"u8.ToArray(), (await opened.Page.PdfAsync())[..4]);
    }

    [Fact]
    public async Task Without_scripts_the_verdict_the_tables_and_every_witness_are_there()
    {
        await using var opened = await browser.Open(measured, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await Assertions.Expect(opened.Page.Locator(".stamp")).ToHaveTextAsync(measured.Report.Verdict);
        await Assertions.Expect(opened.Page.Locator("#attacks tbody tr")).ToHaveCountAsync(measured.Report.Attacks.Count);
        await Assertions.Expect(opened.Page.Locator(".card.broken:visible")).ToHaveCountAsync(measured.Report.Examples.Count(example => example.Outcome == OutcomeText.Broken));
        await Assertions.Expect(opened.Page.Locator(".chart:visible, #filters:visible, #theme:visible")).ToHaveCountAsync(0);
    }

    private static Task<string> Ground(OpenPage opened) => opened.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");
}
