using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Workers;

if (args is [Worker.Command, var pipe])
{
    return Worker.Run(pipe, Console.In);
}

using var interruption = new Interruption();
var console = ToolConsole.OfProcess();
return args switch
{
    [WatchedCommand.Mark, .. var command] => await GateTool.Run(command, console, UseCases.OfTool, interruption.Token).ConfigureAwait(false),
    ["selftest" or "doctor", ..] => await WatchedCommand.Run(args, console, interruption.Token).ConfigureAwait(false),
    _ => await GateTool.Run(args, console, UseCases.OfTool, interruption.Token).ConfigureAwait(false),
};
