using System.Text.Json.Nodes;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.SelfTest;

namespace RobustnessGate.Runner.Tests.SelfTest;

public sealed class SelfTestCommandTests : IDisposable
{
    private static readonly ISelfTestCase Good = new FixedCase("PGD");
    private static readonly ISelfTestCase Bad = new FixedCase("FAB", () => new Measured("0 of 1", false));

    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task The_last_line_says_how_many_passed()
    {
        Assert.Equal(0, await Run([Good, Good]));
        Assert.EndsWith("\nselftest passed: 2 of 2\n", output.ToString(), StringComparison.Ordinal);
        Assert.Matches("(?m)^case +norm +expected +measured +verdict +seconds *$", output.ToString());
        Assert.Matches("(?m)^PGD +L2 +1 of 1 +1 of 1 +pass +[0-9]+[.][0-9] *$", output.ToString());
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task A_failed_case_fails_the_installation_and_says_what_to_do()
    {
        Assert.Equal(1, await Run([Good, Bad]));
        Assert.EndsWith("\nselftest failed: 1 of 2 passed\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            "robustness-gate: error RG3017: 1 of 2 cases of the self-test failed (FAB in L2), so no verdict of this installation can be trusted; "
            + "report the results with what robustness-gate doctor prints at https://github.com/robustness-gate/robustness-gate/issues.\n",
            error.ToString());
    }

    [Fact]
    public async Task The_filter_picks_cases_by_their_names()
    {
        Assert.Equal(0, await Run([Good, Bad], "--filter", "pg"));
        Assert.EndsWith("\nselftest passed: 1 of 1\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_nothing_passes_is_a_mistake()
    {
        Assert.Equal(64, await Run([Good, Bad], "--filter", "PDG"));
        Assert.Equal("robustness-gate: error RG0008: The self-test has no case 'PDG'; did you mean 'PGD'?\n", error.ToString());
    }

    [Fact]
    public async Task The_json_document_has_every_case()
    {
        Assert.Equal(1, await Run([Good, Bad], "--json"));
        var document = JsonNode.Parse(output.ToString())!;
        Assert.False((bool)document["passed"]!);
        Assert.Equal(
            [("PGD", "L2", "1 of 1", "1 of 1", true), ("FAB", "L2", "1 of 1", "0 of 1", false)],
            document["cases"]!.AsArray().Select(each => ((string)each!["name"]!, (string)each["norm"]!, (string)each["expected"]!, (string)each["measured"]!, (bool)each["passed"]!)));
        Assert.All(document["cases"]!.AsArray(), each => Assert.InRange((double)each!["seconds"]!, 0, (double)document["seconds"]!));
    }

    [Fact]
    public async Task A_cancelled_self_test_says_nothing_about_the_installation()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.Equal(130, await new SelfTestCommand(new ToolConsole(output, error), () => [Good]).Command.Parse([]).InvokeAsync(null, cancelled.Token));
    }

    [Fact]
    public async Task The_tool_has_the_command()
    {
        var console = new ToolConsole(output, error);
        Assert.Equal(0, await GateTool.Run(
            ["selftest", "--filter", "MI-FGSM"], console, UseCases.InProcess, TestContext.Current.CancellationToken));
        Assert.EndsWith("\nselftest passed: 3 of 3\n", output.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(IReadOnlyList<ISelfTestCase> cases, params string[] options) =>
        new SelfTestCommand(new ToolConsole(output, error), () => cases).Command.Parse(options).InvokeAsync(null, TestContext.Current.CancellationToken);
}
