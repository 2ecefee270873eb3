using System.CommandLine;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>The options that say how a command speaks.</summary>
internal sealed class MessageOptions
{
    private readonly Option<string> format = new("--message-format")
    {
        Description = "How messages are written: text, github (annotations; the default under GITHUB_ACTIONS) or protocol (for the build task).",
        HelpName = "format",
    };

    private readonly Option<string> verbosity = new("--verbosity")
    {
        Description = "How much is said: quiet, normal or diagnostic (every setting, and stack traces). Default: normal.",
        HelpName = "level",
    };

    public MessageOptions()
    {
        format.AcceptOnlyFromAmong("text", "protocol", "github");
        verbosity.AcceptOnlyFromAmong("quiet", "normal", "diagnostic");
    }

    private static readonly TimeSpan BetweenLogLines = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenProtocolLines = TimeSpan.FromSeconds(1);

    public IEnumerable<Option> All => [format, verbosity];

    public MessageFormat Format(ParseResult result, ToolConsole console) => result.GetValue(format) switch
    {
        "text" => MessageFormat.Text,
        "protocol" => MessageFormat.Protocol,
        "github" => MessageFormat.GitHub,
        _ => DefaultFormat(console),
    };

    public Verbosity Verbosity(ParseResult result) => result.GetValue(verbosity) switch
    {
        "quiet" => Messages.Verbosity.Quiet,
        "diagnostic" => Messages.Verbosity.Diagnostic,
        _ => Messages.Verbosity.Normal,
    };

    public MessageLog Log(ParseResult result, ToolConsole console) => new(Sink(Format(result, console), console), Verbosity(result));

    /// <exception cref="GateException">RG0001: both a document and the protocol are asked for on standard output.</exception>
    public void RequireOneUseOfStandardOutput(ParseResult result, Option<bool> json, ToolConsole console)
    {
        if (result.GetValue(json) && Format(result, console) == MessageFormat.Protocol)
        {
            throw new GateException(Codes.InvalidSetting, "--json and --message-format protocol both write to standard output; leave one of the two out.");
        }
    }

    /// <summary>How progress is shown: as a bar on a terminal, else as lines.</summary>
    public IProgressView ProgressView(ParseResult result, ToolConsole console, MessageLog log)
    {
        if (Format(result, console) == MessageFormat.Protocol)
        {
            return new LineProgress(log, TimeProvider.System, step: 0.01, BetweenProtocolLines);
        }

        return console.RichError && log.Verbosity >= Messages.Verbosity.Normal
            ? new BarProgress(ConsoleFactory.Create(console.Error, rich: true))
            : new LineProgress(log, TimeProvider.System, step: 0.1, BetweenLogLines);
    }

    /// <summary>How to speak when the options that say so cannot be read.</summary>
    public static IMessageSink PlainSink(ToolConsole console) => Sink(DefaultFormat(console), console);

    private static MessageFormat DefaultFormat(ToolConsole console) => console.OnGitHub ? MessageFormat.GitHub : MessageFormat.Text;

    private static IMessageSink Sink(MessageFormat format, ToolConsole console) => format switch
    {
        MessageFormat.Protocol => new ProtocolSink(console.Out),
        MessageFormat.GitHub => new GitHubSink(console.Error),
        _ => new TextSink(console.Error),
    };
}
