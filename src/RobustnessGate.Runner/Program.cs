using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Gate;

using var interruption = new Interruption();
return await GateTool.Run(args, ToolConsole.OfProcess(), GateRun.Execute, interruption.Token).ConfigureAwait(false);
