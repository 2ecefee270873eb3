using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>What a use case is run with, besides its settings.</summary>
internal delegate TResult UseCase<in TSettings, out TResult>(TSettings settings, IProgressView progress, MessageLog log, CancellationToken cancellation);

/// <summary>A command that reads settings, does hours of work by them, and shows a document.</summary>
/// <typeparam name="TSettings">The settings after parsing.</typeparam>
/// <typeparam name="TResult">What the work comes to.</typeparam>
internal sealed class UseCaseCommand<TSettings, TResult>
{
    private readonly Option<bool> json = new("--json");
    private readonly MessageOptions messages = new();
    private readonly ToolConsole console;

    public UseCaseCommand(ToolConsole console, string name, string description)
    {
        this.console = console;
        Command = new Command(name, description);
        Command.SetAction(Invoke);
    }

    public Command Command { get; }

    /// <summary>What the command understands.</summary>
    public required SettingOptions Settings
    {
        get;
        init
        {
            field = value;
            foreach (var option in value.All.Append(json).Concat(messages.All))
            {
                Command.Add(option);
            }
        }
    }

    /// <summary>What <c>--json</c> prints, for the help text.</summary>
    public required string Document
    {
        init => json.Description = $"Print {value}, and nothing else, on standard output.";
    }

    public required Func<SettingValues, TSettings> Parse { get; init; }

    public required UseCase<TSettings, TResult> Run { get; init; }

    /// <summary>How the result is shown.</summary>
    public required Func<TSettings, TResult, IResultView> View { get; init; }

    private async Task<int> Invoke(ParseResult result, CancellationToken cancellation)
    {
        var log = messages.Log(result, console);
        var values = SettingValues.None;
        try
        {
            messages.RequireOneUseOfStandardOutput(result, json, console);
            values = Settings.Read(result, log);
            var settings = Parse(values);
            var progress = messages.ProgressView(result, console, log);
            var found = await PromptCancellation.Run(token => Run(settings, progress, log, token), cancellation).ConfigureAwait(false);
            return Present(View(settings, found), result, log);
        }
        catch (Exception e)
        {
            return FailureMessage.Say(e, log, values.LocationOf);
        }
    }

    private int Present(IResultView view, ParseResult result, MessageLog log)
    {
        if (result.GetValue(json))
        {
            console.Out.Write(view.Document());
        }
        else if (messages.Format(result, console) == MessageFormat.Protocol)
        {
            log.Info(view.Line());
        }
        else if (log.Verbosity >= Verbosity.Normal)
        {
            view.Write(Reports.ConsoleFactory.Create(console.Out, console.RichOut));
        }

        return view.Conclude(log);
    }
}
