using System.CommandLine;
using System.Text.Json;
using RobustnessGate.Runner.Comparisons;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate diff</c>: what changed between two measurements of the same examples.</summary>
internal sealed class DiffCommand
{
    private readonly Argument<string> before = new("before") { Description = "The earlier measurement: a report.json or a snapshot." };
    private readonly Argument<string> after = new("after") { Description = "The later one." };
    private readonly Option<bool> json = new("--json") { Description = "Print the comparison as a JSON document, as a report's key 'comparison' has it." };
    private readonly ToolConsole console;

    public DiffCommand(ToolConsole console)
    {
        this.console = console;
        Command = new Command("diff", "Compare two reports or snapshots example by example.") { before, after, json };
        Command.SetAction(result => Guarded.Run(console, log => Show(result, log)));
    }

    public Command Command { get; }

    private int Show(ParseResult result, MessageLog log)
    {
        var earlier = MeasurementReader.Read(result.GetValue(before)!, MeasurementRole.Argument);
        var later = MeasurementReader.Read(result.GetValue(after)!, MeasurementRole.Argument);
        var comparison = Comparison.Of(earlier.File, earlier.Snapshot, later.Snapshot);
        if (result.GetValue(json))
        {
            console.Out.WriteLine(JsonSerializer.Serialize(comparison, ReportFile.Json.ComparisonEntry));
        }
        else
        {
            ComparisonView.Write(ConsoleFactory.Create(console.Out, console.RichOut), earlier, later, comparison);
        }

        if (comparison.NotComparable is not { } difference)
        {
            return ExitCode.Pass;
        }

        log.Error(Codes.NotComparable, $"'{result.GetValue(before)}' and '{result.GetValue(after)}' measured different things ({difference}); compare measurements of the same data, threat model and suite.");
        return Codes.NotComparable.ExitCode;
    }
}
