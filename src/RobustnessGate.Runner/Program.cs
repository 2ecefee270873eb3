using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Doctor;
using RobustnessGate.Runner.Gate;

using var interruption = new Interruption();
return await GateTool.Run(args, ToolConsole.OfProcess(), GateRun.Execute, Checkup.Examine, interruption.Token).ConfigureAwait(false);
