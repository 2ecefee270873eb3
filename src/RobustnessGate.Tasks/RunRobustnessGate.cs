using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace RobustnessGate.Tasks;

/// <summary>Starts the runner out of process, relays what it says, and records a pass only when one is proven.</summary>
[MSBuildMultiThreadableTask]
public sealed class RunRobustnessGate : ToolTask
{
    private Runner runner = new("", [], []);
    private GateLog? gateLog;
    private volatile bool cancelled;
    private bool started;
    private bool exited;
    private int errorsReceived;
    private int warningsReceived;
    private string? unreadableLine;
    private string? lastLine;
    private int cores = 1;

    /// <summary>Full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Full path of the folder with the settings, for the report.</summary>
    [Required]
    public string OutputDirectory { get; set; } = "";

    /// <summary><c>error</c> or <c>warn</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>The place of messages that name none, as <c>file(line,column)</c>.</summary>
    public string? Place { get; set; }

    /// <summary>The text of <c>RobustnessTimeout</c>.</summary>
    public string? TimeLimit { get; set; }

    /// <inheritdoc cref="PrepareRobustnessGate.TunedCheckpoint"/>
    [Required]
    public string TunedCheckpoint { get; set; } = "";

    /// <inheritdoc cref="PrepareRobustnessGate.DotNet"/>
    [Required]
    public string DotNet { get; set; } = "";

    /// <inheritdoc cref="PrepareRobustnessGate.NamedRunner"/>
    public string? NamedRunner { get; set; }

    /// <inheritdoc cref="PrepareRobustnessGate.PackagedRunner"/>
    public string? PackagedRunner { get; set; }

    /// <inheritdoc/>
    protected override string ToolName => "dotnet";

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    private string ProjectDirectory => Path.GetDirectoryName(ProjectFile) ?? "";

    private GateOutput Output => new(OutputDirectory, TunedCheckpoint);

    private GateLog GateLog => gateLog ??= new GateLog(Log, ProjectFile, GateMode.IsWarn(Mode));

    /// <inheritdoc/>
    public override bool Execute()
    {
        if (Declaration.Parse(Place) is { } place)
        {
            GateLog.DefaultPlace = place;
        }

        if (Runner.Find(NamedRunner, PackagedRunner, DotNet, ProjectDirectory) is not { } found)
        {
            GateLog.Error(Runner.NotFound(NamedRunner, ProjectDirectory));
            return GateMode.IsWarn(Mode);
        }

        runner = found;
        try
        {
            return Measure(Output);
        }
        catch (Exception e) when (GateOutput.IsNotWritable(e))
        {
            GateLog.Error(GateOutput.NotWritable(OutputDirectory, e));
            return GateMode.IsWarn(Mode);
        }
    }

    private bool Measure(GateOutput output)
    {
        output.WithdrawPass();
        var before = Report.Version(output.Report);
        var limit = Tasks.TimeLimit.Parse(TimeLimit) ?? Tasks.TimeLimit.Default;
        Timeout = (int)limit.TotalMilliseconds;

        RunWithGrantedCores();
        if (!started)
        {
            // The base class has said why the process could not be started.
            return false;
        }

        var after = Report.Version(output.Report);
        var ending = new Ending
        {
            Termination = exited ? Termination.None : cancelled ? Termination.Cancelled : Termination.TimedOut,
            Timeout = limit,
            ExitCode = ExitCode,
            ErrorsReceived = errorsReceived,
            UnreadableLine = unreadableLine,
            LastLine = lastLine,
            ReportIsFresh = after is not null && after != before,
            Verdict = Report.Verdict(output.Report),
            ReportPath = output.Report,
        };

        if (ending.Problem is { } problem)
        {
            GateLog.Error(problem);
        }

        // A pass with warnings is not recorded: the next build is to say them too, and may be one that takes them for errors.
        if (ending.Passed && warningsReceived == 0)
        {
            output.RecordPass();
        }

        return ending.Passed || GateMode.IsWarn(Mode);
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        cancelled = true;
        // Said at once: MSBuild does not come back to a task that has yielded when its build is cancelled.
        errorsReceived++;
        GateLog.Error(Ending.Cancelled);
        base.Cancel();
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() => runner.Tool;

    /// <inheritdoc/>
    protected override string GetWorkingDirectory() => ProjectDirectory;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var command = new CommandLineBuilder(quoteHyphensOnCommandLine: false, useNewLineSeparator: false);
        foreach (var argument in runner.Arguments)
        {
            command.AppendSwitchIfNotNull("", argument);
        }

        command.AppendSwitch("run");
        command.AppendSwitchIfNotNull("--config ", Output.Settings);
        command.AppendSwitch("--message-format protocol");
        command.AppendSwitchIfNotNull("--cores ", cores.ToString(CultureInfo.InvariantCulture));
        return command.ToString();
    }

    /// <inheritdoc/>
    protected override void LogToolCommand(string message) => Log.LogCommandLine(MessageImportance.Low, message);

    /// <inheritdoc/>
    protected override void ProcessStarted() => started = true;

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        // Called for a process that ended by itself with another exit code than 0, not for one that was stopped.
        exited = true;
        return false;
    }

    /// <inheritdoc/>
    /// <remarks>Nothing but the protocol speaks: text that merely looks like an error of a compiler stays text.</remarks>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (ProtocolMessage.Parse(singleLine) is { } message)
        {
            Relay(message);
            return;
        }

        Log.LogMessage(MessageImportance.Low, "{0}", singleLine);
        if (ProtocolMessage.IsProtocolLine(singleLine))
        {
            unreadableLine ??= singleLine;
        }
        else if (singleLine.Trim() is { Length: > 0 } text && !text.StartsWith("at ", StringComparison.Ordinal))
        {
            // The frames of a stack trace say less than the exception above them.
            lastLine = text;
        }
    }

    private void RunWithGrantedCores()
    {
        var engine = BuildEngine as IBuildEngine9;
        var granted = Request(engine);
        cores = Math.Max(1, granted);
        try
        {
            if (base.Execute())
            {
                exited = true;
            }
        }
        finally
        {
            if (granted > 0)
            {
                engine!.ReleaseCores(granted);
            }
        }
    }

    // Under -m other projects build beside this one; libtorch left alone would take every core.
    private static int Request(IBuildEngine9? engine)
    {
        try
        {
            return engine?.RequestCores(Environment.ProcessorCount) ?? 0;
        }
        catch (NotImplementedException)
        {
            // A task host outside the build's own processes has no cores to give.
            return 0;
        }
    }

    private void Relay(ProtocolMessage message)
    {
        switch (message.Kind)
        {
            case MessageKind.Error:
                errorsReceived++;
                GateLog.Error(message.Code, LinkOf(message), PlaceOf(message), message.Text);
                break;
            case MessageKind.Warning:
                warningsReceived++;
                GateLog.Warning(message.Code, LinkOf(message), PlaceOf(message), message.Text);
                // The project may have turned it into an error, and then it needs no other.
                errorsReceived += Log.HasLoggedErrors ? 1 : 0;
                break;
            case MessageKind.Info:
                Log.LogMessage(MessageImportance.High, "{0}", message.Text);
                break;
            case MessageKind.Progress:
                Log.LogMessage(MessageImportance.Normal, "{0}", message.Text);
                break;
        }
    }

    private Declaration PlaceOf(ProtocolMessage message) =>
        message.File.Length > 0 ? new Declaration(message.File, message.Line, message.Column) : GateLog.DefaultPlace;

    private static string LinkOf(ProtocolMessage message) =>
        message.HelpLink.Length > 0 ? message.HelpLink : Codes.HelpLink(message.Code);
}
