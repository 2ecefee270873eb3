using Microsoft.Playwright;
using RobustnessGate.Page.Tests.Support;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Page.Tests;

/// <summary>The gallery as somebody without a mouse uses it.</summary>
public class GalleryTests(Browser browser, MeasuredPage measured)
{
    private const string Shown = ".card:visible";

    [Fact]
    public async Task The_broken_examples_are_shown_first()
    {
        await using var opened = await browser.Open(measured);
        await Assertions.Expect(opened.Page.Locator("#found")).ToHaveTextAsync($"{Broken().Count()} examples");
        await Assertions.Expect(opened.Page.Locator($"{Shown}:not(.broken)")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_class_is_chosen_by_the_keyboard()
    {
        await using var opened = await browser.Open(measured);
        await Choose(opened, "label", "Shirt");
        await Matches(opened, Broken().Count(example => example.Label == 6));
        await Assertions.Expect(opened.Page.Locator($"{Shown}:not([data-label='6'])")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_attack_is_chosen_by_the_keyboard()
    {
        await using var opened = await browser.Open(measured);
        await Choose(opened, "attack", "FGSM");
        await Matches(opened, Broken().Count(example => example.BrokenBy == "FGSM"));
    }

    [Fact]
    public async Task An_outcome_is_chosen_by_the_keyboard()
    {
        await using var opened = await browser.Open(measured);
        await Choose(opened, "outcome", "misclassified");
        await Matches(opened, measured.Report.Examples.Count(example => example.Outcome == OutcomeText.Misclassified));
    }

    [Fact]
    public async Task The_search_finds_examples_by_what_their_witnesses_are_taken_for()
    {
        await using var opened = await browser.Open(measured);
        await Reach(opened, "text");
        await opened.Page.Keyboard.TypeAsync("SNEAKER");
        await Matches(opened, Broken().Count(example => example.Label == 7 || example.PredictedUnderAttack == 7));
    }

    [Fact]
    public async Task Filters_go_together_and_say_when_nothing_matches()
    {
        await using var opened = await browser.Open(measured);
        await Choose(opened, "outcome", "robust");
        await Reach(opened, "text");
        await opened.Page.Keyboard.TypeAsync("no such thing");
        await Matches(opened, 0);
        await Assertions.Expect(opened.Page.Locator(Shown)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task More_are_shown_when_asked_for_and_the_first_of_them_is_where_one_goes_on()
    {
        await using var opened = await browser.Open(measured);
        await Choose(opened, "outcome", "any");
        var before = await opened.Page.Locator(Shown).CountAsync();
        await opened.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameString = "Show more" }).PressAsync("Enter");
        Assert.InRange(await opened.Page.Locator(Shown).CountAsync(), before + 1, measured.Report.Examples.Count);
        Assert.Equal(before, await opened.Page.EvaluateAsync<int>("() => [...document.querySelectorAll('.card')].indexOf(document.activeElement)"));
    }

    private IEnumerable<ExampleEntry> Broken() => measured.Report.Examples.Where(example => example.Outcome == OutcomeText.Broken);

    private static Task Matches(OpenPage opened, int count) =>
        Assertions.Expect(opened.Page.Locator("#found")).ToHaveTextAsync(count == 1 ? "1 example" : $"{count} examples");

    private static async Task Choose(OpenPage opened, string filter, string choice)
    {
        await Reach(opened, filter);
        await opened.Page.Keyboard.TypeAsync(choice);
    }

    /// <summary>Goes from the section's heading to one of its filters by the tabulator alone.</summary>
    private static async Task Reach(OpenPage opened, string filter)
    {
        await opened.Page.Locator("nav a[href='#gallery']").PressAsync("Enter");
        var wanted = opened.Page.Locator($"#filters [name={filter}]");
        for (var presses = 0; presses < 6; presses++)
        {
            await opened.Page.Keyboard.PressAsync("Tab");
            if (await wanted.EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"The tabulator does not lead to the filter {filter}.");
    }
}
