using System.CommandLine;
using System.Text.Json;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.SelfTest;
using RobustnessGate.Runner.Settings;
using Spectre.Console;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate selftest</c>: whether this installation measures what is known without measuring.</summary>
internal sealed class SelfTestCommand
{
    private readonly Option<bool> json = new("--json") { Description = "Print the results as a JSON document." };
    private readonly Option<string?> filter = new("--filter") { Description = "Run the cases with this text in their names.", HelpName = "name" };
    private readonly ToolConsole console;
    private readonly Func<IReadOnlyList<ISelfTestCase>> cases;

    /// <param name="console">Where the results go.</param>
    /// <param name="cases">Makes the cases; called when they are to be run.</param>
    public SelfTestCommand(ToolConsole console, Func<IReadOnlyList<ISelfTestCase>> cases)
    {
        (this.console, this.cases) = (console, cases);
        Command = new Command("selftest", "Try every attack and diagnosis on models whose robustness is known.") { json, filter };
        Command.SetAction(Invoke);
    }

    public Command Command { get; }

    private async Task<int> Invoke(ParseResult result, CancellationToken cancellation)
    {
        try
        {
            LibTorch.Load(setting: null);
            var chosen = Chosen(result.GetValue(filter));
            var results = await PromptCancellation.Run(token => Run(chosen, result.GetValue(json), token), cancellation).ConfigureAwait(false);
            RequirePassed(results);
            return ExitCode.Pass;
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, new MessageLog(MessageOptions.PlainSink(console), Verbosity.Normal), _ => null);
        }
    }

    private IReadOnlyList<ISelfTestCase> Chosen(string? name)
    {
        var all = cases();
        if (name is null)
        {
            return all;
        }

        ISelfTestCase[] chosen = [.. all.Where(each => each.Name.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return chosen.Length > 0
            ? chosen
            : throw new GateException(Codes.InvalidCommandLine, $"The self-test has no case '{name}'; {Nearest.Hint(name, [.. all.Select(each => each.Name).Distinct()])}");
    }

    private IReadOnlyList<SelfTestResult> Run(IReadOnlyList<ISelfTestCase> chosen, bool asJson, CancellationToken cancellation)
    {
        var results = SelfTestRun.Run(chosen, cancellation);
        if (asJson)
        {
            var document = SelfTestDocument.Of([.. results]);
            console.Out.WriteLine(JsonSerializer.Serialize(document, ReportFile.Json.SelfTestDocument));
            return document.Cases;
        }

        var shown = SelfTestView.Show(ConsoleFactory.Create(console.Out, console.RichOut), results, live: console.RichOut);
        console.Out.WriteLine(SelfTestView.Line(shown));
        return shown;
    }

    private static void RequirePassed(IReadOnlyList<SelfTestResult> results)
    {
        string[] failed = [.. results.Where(result => !result.Passed).Select(result => $"{result.Name} in {result.Norm}")];
        if (failed.Length > 0)
        {
            throw new GateException(Codes.SelfTestFailed, $"{failed.Length} of {results.Count} cases of the self-test failed ({string.Join(", ", failed)}), so no verdict of this installation can be trusted; report the results with what robustness-gate doctor prints at {FailureMessage.Issues}.");
        }
    }
}
