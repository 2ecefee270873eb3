using System.CommandLine;
using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate accept</c>: makes what a run measured the baseline of the next ones.</summary>
internal sealed class AcceptCommand
{
    private readonly Argument<string?> source = new("received")
    {
        Description = "The received snapshot, or a report.json; the only *.received.json of the current folder when left out.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> baseline = new("--baseline")
    {
        Description = "The baseline to write. Default: the *.verified.json beside the received snapshot.",
        HelpName = "file",
    };

    private readonly Option<bool> force = new("--force") { Description = "Replace a baseline that cannot be understood." };
    private readonly ToolConsole console;

    public AcceptCommand(ToolConsole console)
    {
        this.console = console;
        Command = new Command("accept", "Make a received snapshot, or what a report measured, the baseline.") { source, baseline, force };
        Command.SetAction(result => Guarded.Run(console, _ => Accept(result)));
    }

    public Command Command { get; }

    private int Accept(ParseResult result)
    {
        var accepted = Acceptance.Execute(Environment.CurrentDirectory, result.GetValue(source), result.GetValue(baseline), result.GetValue(force));
        var screen = ConsoleFactory.Create(console.Out, console.RichOut);
        if (accepted is { Before: { } before, Comparison: { } comparison })
        {
            ComparisonView.Write(screen, before, accepted.After, comparison);
            ConsoleText.WriteLine(screen, "");
        }

        ConsoleText.WriteLine(screen, $"The baseline {ShownPath.Of(accepted.Path)} is now what {accepted.After.File.Name} measured; commit it.");
        return ExitCode.Pass;
    }
}
