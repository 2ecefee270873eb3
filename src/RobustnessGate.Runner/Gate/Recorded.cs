using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>Measurements of an earlier run, when they are those that this run would repeat.</summary>
internal static class Recorded
{
    /// <summary>The report in the output folder; null when there is none that is whole and measured exactly this.</summary>
    public static ReportDocument? Find(string output, string fingerprint)
    {
        try
        {
            var report = ReportFile.Read(Path.Combine(output, ReportFile.Name));
            return string.Equals(report.Fingerprint, fingerprint, StringComparison.Ordinal) && IsWhole(report, output) ? report : null;
        }
        catch (Exception e) when (e is InvalidOperationException or GateException)
        {
            // Whatever is wrong with the record, measuring again is right.
            return null;
        }
    }

    // A record of errors says only that something was wrong, and that may have been put right outside of what is hashed.
    private static bool IsWhole(ReportDocument report, string output) =>
        report.Diagnostics.All(diagnostic => Codes.Find(diagnostic.Code).ExitCode == ExitCode.Pass)
        && report.Metrics is { CleanAccuracy: { } clean, RobustAccuracy: { } robust }
        && report.Examples.Count == report.Metrics.Examples
        && report.Examples.Count(example => example.Outcome is OutcomeText.Robust) == robust.Count
        && report.Examples.Count(example => example.Outcome is not OutcomeText.Misclassified) == clean.Count
        && report.Evidence is not null
        && report.Files.All(file => file.IsIn(output));
}
