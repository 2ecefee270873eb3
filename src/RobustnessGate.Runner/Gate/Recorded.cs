using System.Text.Json;
using RobustnessGate.Runner.Files;
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
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException or GateException)
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
        && report.Evidence is { } evidence
        && IsThere(evidence, output)
        && (report.Curve is null || IsThere(report.Curve.Evidence, output));

    private static bool IsThere(FileEntry file, string output) =>
        string.Equals(EvidenceDigest.Of(Path.Combine(output, file.Name)), file.Sha256, StringComparison.Ordinal);
}

/// <summary>Tells one evidence file from another.</summary>
internal static class EvidenceDigest
{
    private static readonly InputKind Kind = new("evidence", "RobustnessOutput", Codes.OutputNotWritable, Codes.OutputNotWritable);

    /// <exception cref="GateException">The file cannot be read.</exception>
    public static string Of(string path) => Sha256.OfFile(path, Kind);
}
