using System.Text.Json.Nodes;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.AttackLists;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.AttackLists;

public sealed class AttackListTests : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Docs_attacks_md_is_what_the_tool_says()
    {
        Assert.Equal(0, await Run("--markdown"));
        Assert.True(
            output.ToString() == Repository.Read("docs", "attacks.md").ReplaceLineEndings("\n"),
            "docs/attacks.md is out of date; make it anew: dotnet run --project src/RobustnessGate.Runner -- attacks --markdown > docs/attacks.md");
    }

    [Fact]
    public async Task Every_attack_is_listed_with_everything_there_is_to_know()
    {
        Assert.Equal(0, await Run());
        foreach (var attack in AttackCatalog.All)
        {
            foreach (var text in attack.Aliases.Concat(attack.Options.Select(option => option.Name)).Concat([attack.Name, attack.Summary, attack.Source]))
                Assert.Contains(text, output.ToString(), StringComparison.Ordinal);
        }

        foreach (var suite in Suites.Names)
            Assert.Contains($"    {suite} ", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_attack_is_found_by_its_alias_and_shown_in_detail()
    {
        Assert.Equal(0, await Run("i-fgsm"));
        Assert.StartsWith("BIM, also I-FGSM: fixed budget, Linf L2 L1, needs gradients\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("    Steps=10\n        Number of gradient steps.\n        Takes a whole number of at least 1.\n", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("    StepSize=left to the attack\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_json_document_holds_what_the_catalogue_holds()
    {
        Assert.Equal(0, await Run("--json"));
        var document = JsonNode.Parse(output.ToString())!;
        Assert.Equal(AttackCatalog.All.Select(attack => attack.Name), document["attacks"]!.AsArray().Select(attack => (string)attack!["name"]!));
        Assert.Equal(Suites.Names, document["suites"]!.AsArray().Select(suite => (string)suite!["name"]!).Distinct());
        var pgd = document["attacks"]!.AsArray().Single(attack => (string)attack!["name"]! == "PGD")!;
        Assert.Equal(("fixed", "gradients"), ((string)pgd["budget"]!, (string)pgd["access"]!));
        Assert.Equal(40, (int)pgd["options"]!.AsArray().Single(option => (string)option!["name"]! == "Steps")!["default"]!);
    }

    [Fact]
    public async Task One_attack_is_a_document_of_its_own()
    {
        Assert.Equal(0, await Run("pgd", "--json"));
        Assert.Equal("PGD", (string)JsonNode.Parse(output.ToString())!["name"]!);
    }

    [Fact]
    public void A_suite_shows_the_options_that_differ_from_the_defaults()
    {
        var inL1 = ListedSuite.Of("quick").Single(suite => suite.Norms.Contains("L1"));
        Assert.Equal("APGD-CE;Restarts=3;Steps=40, Square;Queries=300", inL1.AttacksText);
        Assert.Equal("the attacks that you list", Assert.Single(ListedSuite.Of(Suites.Custom)).AttacksText);
    }

    [Fact]
    public async Task An_unknown_attack_gets_the_nearest_name()
    {
        Assert.Equal(64, await Run("pdg"));
        Assert.Equal("robustness-gate: error RG0005: There is no attack 'pdg'; did you mean 'PGD'?\n", error.ToString());
    }

    [Fact]
    public async Task The_page_is_of_all_attacks()
    {
        Assert.Equal(64, await Run("pgd", "--markdown"));
        Assert.Equal("robustness-gate: error RG0008: --markdown is the page of all attacks; leave out the name and --json.\n", error.ToString());
    }

    private Task<int> Run(params string[] options) => GateTool.Run(
        ["attacks", .. options], new ToolConsole(output, error), UseCases.InProcess, TestContext.Current.CancellationToken);
}
