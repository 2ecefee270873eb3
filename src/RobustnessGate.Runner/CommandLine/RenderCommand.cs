using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Settings.Parsing;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate render</c>: writes the views of a report again.</summary>
internal sealed class RenderCommand
{
    private readonly Argument<string> report = new("report") { Description = "The report.json of a run; the files that it names are looked for beside it." };

    private readonly Option<string> output = new("--output")
    {
        Description = "The folder that the views are written to; created when absent. Default: that of the report.",
        HelpName = "folder",
    };

    private readonly Option<string> reports = new("--reports") { Description = SettingCatalog.Reports.Help, HelpName = SettingCatalog.Reports.Hint };
    private readonly MessageOptions messages = new();
    private readonly ToolConsole console;

    public RenderCommand(ToolConsole console)
    {
        this.console = console;
        Command = new Command("render", "Write the views of a report: a page, Markdown, SARIF, JUnit.") { report, output, reports };
        foreach (var option in messages.All)
        {
            Command.Add(option);
        }

        Command.SetAction(Invoke);
    }

    public Command Command { get; }

    private int Invoke(ParseResult result)
    {
        var log = messages.Log(result, console);
        try
        {
            foreach (var path in Render(result, log))
            {
                console.Out.WriteLine(path);
            }

            return ExitCode.Pass;
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, log, _ => null);
        }
    }

    private IReadOnlyList<string> Render(ParseResult result, MessageLog log)
    {
        var path = result.GetRequiredValue(report);
        var views = result.GetValue(reports) is { } list ? ReportList.Parse(new SettingValue(SettingCatalog.Reports, reports.Name, list)) : ReportViews.All;
        var document = ReportFile.Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return ReportViews.Write(document, folder, result.GetValue(output) ?? folder, views, log);
    }
}
