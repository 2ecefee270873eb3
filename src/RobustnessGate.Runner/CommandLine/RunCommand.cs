using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>Measures, judges and reports.</summary>
internal delegate ReportDocument Measure(GateSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation);

/// <summary><c>robustness-gate run</c>: attacks a checkpoint and fails when a threshold is crossed.</summary>
internal sealed class RunCommand
{
    private readonly Option<bool> json = new("--json") { Description = "Print the report document, and nothing else, on standard output." };
    private readonly SettingOptions settings = new(SettingCatalog.All, [.. SettingCatalog.All.Where(setting => setting.Required)]);
    private readonly MessageOptions messages = new();
    private readonly ToolConsole console;
    private readonly Measure measure;

    public RunCommand(ToolConsole console, Measure measure)
    {
        this.console = console;
        this.measure = measure;
        Command = new Command("run", "Attack a checkpoint and fail when a robustness threshold is crossed.");
        foreach (var option in settings.All.Append(json).Concat(messages.All))
        {
            Command.Add(option);
        }

        Command.SetAction(Invoke);
    }

    public Command Command { get; }

    private async Task<int> Invoke(ParseResult result, CancellationToken cancellation)
    {
        var log = messages.Log(result, console);
        var values = SettingValues.None;
        try
        {
            messages.RequireOneUseOfStandardOutput(result, json, console);
            values = settings.Read(result, log);
            var parsed = SettingsParser.Parse(values);
            var progress = messages.ProgressView(result, console, log);
            var report = await PromptCancellation.Run(token => measure(parsed, progress, log, token), cancellation).ConfigureAwait(false);
            return Present(report, Path.Combine(parsed.Output, ReportFile.Name), result, log);
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, log, values.LocationOf);
        }
    }

    private int Present(ReportDocument report, string path, ParseResult result, MessageLog log)
    {
        var shownPath = Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');
        if (result.GetValue(json))
        {
            console.Out.Write(ReportFile.Text(report));
        }
        else if (messages.Format(result, console) == MessageFormat.Protocol)
        {
            log.Info(SummaryView.Line(report, shownPath));
        }
        else if (log.Verbosity >= Verbosity.Normal)
        {
            SummaryView.Write(ConsoleFactory.Create(console.Out, console.RichOut), report, shownPath);
        }

        return VerdictMessages.Write(report, shownPath, log);
    }
}
