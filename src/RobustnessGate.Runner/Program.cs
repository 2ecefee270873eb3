using RobustnessGate.Runner.CommandLine;

using var interruption = new Interruption();
return await GateTool.Run(args, ToolConsole.OfProcess(), (_, _, _, _) => throw new NotSupportedException(), interruption.Token).ConfigureAwait(false);
