using RobustnessGate.Runner.CommandLine;

using var interruption = new Interruption();
return await GateTool.Run(args, ToolConsole.OfProcess(), UseCases.OfTool, interruption.Token).ConfigureAwait(false);
