using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports;

/// <summary>Whether a diagnostic fails its run.</summary>
internal static class Severity
{
    public static bool IsError(DiagnosticEntry diagnostic, ReportDocument report) =>
        report.Thresholds.Strict || Codes.TryFind(diagnostic.Code) is { ExitCode: not ExitCode.Pass };
}
