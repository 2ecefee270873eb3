using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Workers;

if (args is [Worker.Command, var pipe, .. var early])
{
    return Worker.Run(pipe, Console.In, loadsEarly: early is [Worker.LoadEarly]);
}

using var workers = new WorkerPool();
if (args is ["run" or "tune", _, ..])
{
    // Unless another libtorch may be asked for.
    workers.Prepare(loadsLibTorch: !Array.Exists(args, arg => arg.StartsWith("--libtorch", StringComparison.Ordinal) || arg.StartsWith("--config", StringComparison.Ordinal)));
}

using var interruption = new Interruption();
var console = ToolConsole.OfProcess();
return args switch
{
    [WatchedCommand.Mark, .. var command] => await GateTool.Run(command, console, UseCases.InWorkers(workers), interruption.Token).ConfigureAwait(false),
    ["selftest" or "doctor", ..] => await WatchedCommand.Run(args, console, interruption.Token).ConfigureAwait(false),
    _ => await GateTool.Run(args, console, UseCases.InWorkers(workers), interruption.Token).ConfigureAwait(false),
};
