using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using Spectre.Console;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate run</c>: attacks a checkpoint and fails when a threshold is crossed.</summary>
internal static class RunCommand
{
    public static Command Create(ToolConsole console, UseCase<GateSettings, ReportDocument> measure) =>
        new UseCaseCommand<GateSettings, ReportDocument>(console, "run", "Attack a checkpoint and fail when a robustness threshold is crossed.")
        {
            Settings = new SettingOptions(SettingCatalog.All, [.. SettingCatalog.All.Where(setting => setting.Required)]),
            Document = "the report document",
            Parse = SettingsParser.Parse,
            Run = measure,
            View = (settings, report) => new View(report, ReportViews.ToRead(settings.Output, settings.Reports)),
        }.Command;

    private sealed class View(ReportDocument report, string path) : IResultView
    {
        public string Document() => ReportFile.Text(report);

        public string Line() => SummaryView.Line(report, path);

        public void Write(IAnsiConsole console) => SummaryView.Write(console, report, path);

        public int Conclude(MessageLog log) => VerdictMessages.Write(report, path, log);
    }
}
