using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using RobustnessGate.Page.Tests.Support;

namespace RobustnessGate.Page.Tests;

public class AccessibilityTests(Browser browser, MeasuredPage measured)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 360)]
    [InlineData(ColorScheme.Dark, 360)]
    public async Task Axe_finds_nothing_to_complain_of(ColorScheme scheme, int width)
    {
        await using var opened = await browser.Open(
            measured, new BrowserNewContextOptions { ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 800 } });
        await opened.Unfold();
        var result = await opened.Page.RunAxe();
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.SelectMany(violation => violation.Nodes, (violation, node) => $"{violation.Id}: {violation.Help}: {node.Html}"));
    }

    [Fact]
    public async Task The_first_thing_the_keyboard_reaches_leads_past_the_list_of_sections()
    {
        await using var opened = await browser.Open(measured);
        await opened.Page.Keyboard.PressAsync("Tab");
        await opened.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(opened.Page).ToHaveURLAsync(measured.Address.AbsoluteUri + "#main");
    }
}
