using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.SelfTest;

namespace RobustnessGate.Runner.CommandLine;

/// <summary>The whole command line of <c>robustness-gate</c>.</summary>
internal static class GateTool
{
    public static async Task<int> Run(IReadOnlyList<string> arguments, ToolConsole console, UseCases useCases, CancellationToken cancellation)
    {
        // Not a RootCommand: help would call that by the name of its DLL.
        var root = new Command("robustness-gate", "Makes the robustness of a neural network a build result.")
        {
            new HelpOption { Recursive = true },
            new VersionOption(),
            RunCommand.Create(console, useCases.Measure),
            TuneCommand.Create(console, useCases.Tune),
            new RenderCommand(console).Command,
            new DiffCommand(console).Command,
            new AcceptCommand(console).Command,
            new HistoryCommand(console, TimeProvider.System).Command,
            new AttacksCommand(console).Command,
            DoctorCommand.Create(console, useCases.Examine),
            new SelfTestCommand(console, () => SelfTestCases.All).Command,
            new CommentCommand(console, Environment.GetEnvironmentVariable, TimeProvider.System).Command,
            new IssueCommand(console, Environment.GetEnvironmentVariable, TimeProvider.System).Command,
        };
        // A path may begin with '@'; no option file hides behind it.
        var result = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var configuration = new InvocationConfiguration
        {
            Output = console.Out,
            Error = console.Error,
            EnableDefaultExceptionHandler = false,
            // Signals are ours: see Interruption.
            ProcessTerminationTimeout = null,
        };
        return result.Action is ParseErrorAction
            ? FailureMessage.Say(CommandLineError.Of(result), new MessageLog(MessageOptions.PlainSink(console), Verbosity.Normal), _ => null)
            : await result.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }
}
