using Microsoft.Build.Logging.StructuredLogger;

namespace RobustnessGate.EndToEnd.Tests;

/// <summary>An error or warning as the build reported it.</summary>
internal sealed record Finding(string Code, string File, int Line, string Text);

/// <summary>What a build did, read from its binary log.</summary>
internal sealed record BuildResult(
    int ExitCode, string Output, IReadOnlyList<Finding> Errors, IReadOnlyList<Finding> Warnings, int GateRuns, bool GateWasSkipped)
{
    private const string GateTarget = "_RobustnessGateRun";

    public bool Succeeded => ExitCode == 0;

    public static BuildResult Read(CommandResult command, string binaryLog)
    {
        var build = BinaryLog.ReadBuild(binaryLog);
        var errors = new List<Finding>();
        var warnings = new List<Finding>();
        var runs = 0;
        var skipped = false;
        build.VisitAllChildren<Error>(e => errors.Add(new(e.Code, e.File, e.LineNumber, e.Text)));
        build.VisitAllChildren<Warning>(w => warnings.Add(new(w.Code, w.File, w.LineNumber, w.Text)));
        build.VisitAllChildren<Microsoft.Build.Logging.StructuredLogger.Task>(t => runs += t.Name == "RunRobustnessGate" ? 1 : 0);
        build.VisitAllChildren<Target>(t => skipped |= t.Name == GateTarget && t.Skipped);
        return new BuildResult(command.ExitCode, command.Output, errors, warnings, runs, skipped);
    }
}
