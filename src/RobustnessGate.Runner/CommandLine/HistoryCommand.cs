using System.CommandLine;
using System.Globalization;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.History;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.CommandLine;

/// <summary><c>robustness-gate history</c>: verdicts over time.</summary>
internal sealed class HistoryCommand
{
    private readonly Option<string> file = new("--history") { Description = "The history: one verdict a line (JSON Lines).", HelpName = "file", Required = true };
    private readonly Option<string> report = new("--report") { Description = "The report.json to add.", HelpName = "file", Required = true };
    private readonly Option<string?> commit = new("--commit") { Description = "The commit that was measured.", HelpName = "sha" };
    private readonly Option<string?> date = new("--date") { Description = "When it was measured, as 2026-11-28 or 2026-11-28T05:00:00Z. Default: now.", HelpName = "date" };
    private readonly Option<string?> markdown = new("--markdown") { Description = "Write the trend to a Markdown file.", HelpName = "file" };
    private readonly Option<string?> html = new("--html") { Description = "Write the trend to a page of one file.", HelpName = "file" };
    private readonly ToolConsole console;
    private readonly TimeProvider clock;

    /// <param name="console">Where the trend goes.</param>
    /// <param name="clock">Says when now is.</param>
    public HistoryCommand(ToolConsole console, TimeProvider clock)
    {
        (this.console, this.clock) = (console, clock);
        var add = new Command("add", "Add a report's verdict to a history; the same report is added once.") { report, file, commit, date };
        add.SetAction(result => Guarded.Run(console, log => Add(result, log)));
        var show = new Command("show", "Show how clean and robust accuracy went, and where robust accuracy fell by more than chance explains.") { file, html, markdown };
        show.SetAction(result => Guarded.Run(console, log => Show(result, log)));
        Command = new Command("history", "Keep verdicts over time, and show their trend.") { add, show };
    }

    public Command Command { get; }

    private int Add(ParseResult result, MessageLog log)
    {
        var path = result.GetRequiredValue(file);
        var document = ReportFile.Read(result.GetRequiredValue(report));
        var added = HistoryFile.Add(path, HistoryEntry.Of(document, Date(result), Commit(result)), log);
        console.Out.WriteLine(added ? $"The verdict '{document.Verdict}' was added to {path}." : $"The report is in {path} already.");
        return ExitCode.Pass;
    }

    private int Show(ParseResult result, MessageLog log)
    {
        var points = Trend.Of(HistoryFile.Read(result.GetRequiredValue(file), log));
        TrendView.Write(ConsoleFactory.Create(console.Out, console.RichOut), points);
        Write(result.GetValue(html), TrendPage.Render, points);
        Write(result.GetValue(markdown), TrendMarkdown.Render, points);

        return ExitCode.Pass;
    }

    private static void Write(string? path, Func<IReadOnlyList<TrendPoint>, string> render, IReadOnlyList<TrendPoint> points)
    {
        if (path is not null)
        {
            AtomicFile.WriteText(path, render(points), new OutputPlace("name a file that this user can write"));
        }
    }

    private string? Commit(ParseResult result) => result.GetValue(commit) switch
    {
        null or "" => null,
        var given when HistoryFile.IsCommit(given) => given.ToLowerInvariant(),
        var given => throw new GateException(Codes.InvalidCommandLine, $"--commit is '{given}', which is not a commit; give its hexadecimal name, of at least 7 digits."),
    };

    private string Date(ParseResult result)
    {
        var given = result.GetValue(date);
        if (given is null)
        {
            return Written(clock.GetUtcNow());
        }

        return DateTimeOffset.TryParseExact(given, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when)
            ? Written(when)
            : throw new GateException(Codes.InvalidCommandLine, $"--date is '{given}', which is not a date; write 2026-11-28 or 2026-11-28T05:00:00Z.");
    }

    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    private static string Written(DateTimeOffset when) => when.UtcDateTime.ToString(HistoryFile.DateFormat, CultureInfo.InvariantCulture);
}
