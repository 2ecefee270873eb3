using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Gate;

/// <summary>The folder of the report and the evidence.</summary>
internal static class OutputFolder
{
    private const string Probe = ".robustness-gate.probe";

    /// <summary>Writes a report and its views, the report last: where it is whole, everything else is. Views of an earlier report that this one is
    /// not to have are taken away.</summary>
    /// <exception cref="GateException">RG3003: files cannot be written here.</exception>
    public static void Write(string path, ReportDocument report, IReadOnlyList<ReportView> views, MessageLog log)
    {
        ReportViews.Write(report, path, path, views, log);
        var reportPath = Path.Combine(path, ReportFile.Name);
        if (File.Exists(reportPath))
        {
            ReportViews.Remove(path, ReportViews.All.Except(views));
        }

        ReportFile.Write(reportPath, report);
    }

    /// <summary>Puts the report of another folder into this one, with the files that belong to it.</summary>
    /// <exception cref="GateException">RG3003: files cannot be written here.</exception>
    public static void Adopt(string from, string path, ReportDocument report, IReadOnlyList<ReportView> views, MessageLog log)
    {
        foreach (var file in report.Files)
        {
            AtomicFile.Write(Path.Combine(path, file.Name), stream =>
            {
                using var source = File.OpenRead(Path.Combine(from, file.Name));
                source.CopyTo(stream);
            });
        }

        Write(path, report, views, log);
    }

    /// <summary>Creates the folder when it is absent.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="place">What names it.</param>
    /// <exception cref="GateException">RG3003: files cannot be written there.</exception>
    public static void RequireWritable(string path, OutputPlace place)
    {
        if (File.Exists(path))
        {
            throw new GateException(Codes.OutputNotWritable, $"'{path}' is a file and not a folder; {place.Advice}.") { Setting = place.Setting?.ToString() };
        }

        var probe = Path.Combine(path, Probe);
        AtomicFile.Write(probe, _ => { }, shownAs: path, place);
        File.Delete(probe);
    }
}
