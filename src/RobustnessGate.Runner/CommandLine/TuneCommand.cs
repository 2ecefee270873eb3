using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tuning;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>Trains a model adversarially, and leaves a tuned checkpoint.</summary>
internal delegate TunedModel Tune(TuneSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation);

/// <summary><c>robustness-gate tune</c>: continues training until the model is robust.</summary>
internal sealed class TuneCommand
{
    private readonly Option<bool> json = new("--json") { Description = "Print the manifest of the tuned checkpoint, and nothing else, on standard output." };
    private readonly SettingOptions settings = new(SettingCatalog.Tuning, [SettingCatalog.Checkpoint, SettingCatalog.TrainingData, SettingCatalog.Epsilon]);
    private readonly MessageOptions messages = new();
    private readonly ToolConsole console;
    private readonly Tune tune;

    public TuneCommand(ToolConsole console, Tune tune)
    {
        this.console = console;
        this.tune = tune;
        Command = new Command("tune", "Continue training adversarially from a checkpoint, and write a tuned one beside it.");
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
            var parsed = SettingsParser.ParseTuning(values);
            var progress = messages.ProgressView(result, console, log);
            var tuned = await PromptCancellation.Run(token => tune(parsed, progress, log, token), cancellation).ConfigureAwait(false);
            Present(tuned, result, log);
            return ExitCode.Pass;
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, log, values.LocationOf);
        }
    }

    private void Present(TunedModel tuned, ParseResult result, MessageLog log)
    {
        if (result.GetValue(json))
        {
            console.Out.Write(TunedManifest.Text(tuned.Manifest));
        }
        else if (messages.Format(result, console) == MessageFormat.Protocol)
        {
            log.Info(TuneSummary.Line(tuned));
        }
        else if (log.Verbosity >= Verbosity.Normal)
        {
            TuneSummary.Write(ConsoleFactory.Create(console.Out, console.RichOut), tuned);
        }
    }
}
