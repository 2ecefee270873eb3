using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Reports;

/// <summary>Says what a report finds fault with, and returns the exit status that this leads to.</summary>
internal static class VerdictMessages
{
    public static int Write(ReportDocument report, string path, MessageLog log)
    {
        var worst = ExitCode.Pass;
        foreach (var diagnostic in report.Diagnostics)
        {
            var code = Codes.Find(diagnostic.Code);
            if (code.ExitCode != ExitCode.Pass)
            {
                log.Error(code, $"{diagnostic.Message} Report: {path}");
                worst = code.ExitCode;
            }
            else if (report.Thresholds.Strict)
            {
                log.Error(code, $"{diagnostic.Message} RobustnessStrict (--strict) lets no warning pass. Report: {path}");
                worst = ExitCode.CouldNotMeasure;
            }
            else
            {
                log.Warning(code, diagnostic.Message);
            }
        }

        foreach (var failure in report.Failures)
        {
            var code = Codes.Find(failure.Code);
            log.Error(code, $"{failure.Message}. Report: {path}", failure.DeclaredAt is { } place ? SourceLocation.Parse(place) : null);
            worst = worst == ExitCode.Pass ? code.ExitCode : worst;
        }

        return worst;
    }
}
