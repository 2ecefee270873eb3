using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Tuning;

public class TuningPageTests
{
    private const string CommonHeading = "## Options of every method";

    private static string Page => Repository.Read("docs", "tuning.md");

    [Fact]
    public void The_page_lists_every_method_with_its_summary_and_source() => Assert.Equal(
        TrainingCatalog.All.Select(method => $"| `{method.Name}` | {method.Summary} | {method.Source} |"), Rows("## Methods"));

    [Fact]
    public void The_page_lists_the_options_of_each_method()
    {
        string[] shared = [.. TrainingCatalog.Find("pgd")!.Options.Select(Row)];
        Assert.Equal(shared, Rows("## Options of methods that attack"));
        foreach (var method in TrainingCatalog.All)
            Assert.Equal(method.Options.Select(Row).Except(shared), Rows($"### `{method.Name}`"));
    }

    [Fact]
    public void The_page_lists_the_options_that_all_methods_have() => Assert.Equal(TrainingDescription.CommonOptions.Select(Row), Rows(CommonHeading));

    private static string Row(NamedOption option) =>
        string.Create(CultureInfo.InvariantCulture, $"| `{option.Name}` | {option.Description} | {option.Expects} | {(option.Default is null or "" ? "" : $"`{option.Default}`")} |");

    // The rows of the first table under a heading, before the next heading.
    private static IEnumerable<string> Rows(string heading) => Page.Split('\n')
        .SkipWhile(line => line != heading).Skip(1)
        .TakeWhile(line => !line.StartsWith('#'))
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
}
