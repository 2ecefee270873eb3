using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Compute;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Messages;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Reports;

/// <summary>What views are made of: a report, and the files beside it as far as they are those that it names.</summary>
/// <param name="Report">The report.</param>
/// <param name="Evidence">The witnesses; null where the file is not there.</param>
/// <param name="Boundaries">The slices through the decision boundaries; null where there are none.</param>
internal sealed record ReportSource(ReportDocument Report, EvidenceRecord? Evidence, BoundariesRecord? Boundaries) : IDisposable
{
    private DisposeScope? Tensors { get; init; }

    /// <summary>Reads what the views ask for.</summary>
    /// <param name="report">The report.</param>
    /// <param name="folder">Where it lies.</param>
    /// <param name="views">The views that are to be made.</param>
    /// <param name="log">Told what is missing.</param>
    public static ReportSource Of(ReportDocument report, string folder, IEnumerable<ReportView> views, MessageLog log)
    {
        if (!ReportViews.ShowInputs(views))
        {
            return new ReportSource(report, null, null);
        }

        LibTorch.Load();
        return new ReportSource(report, null, null) { Tensors = NewDisposeScope() } with
        {
            Evidence = Read(report.Evidence, EvidenceFile.Read),
            Boundaries = Read(report.Boundaries, BoundariesFile.Read),
        };

        T? Read<T>(FileEntry? file, Func<string, T> read)
            where T : class
        {
            if (file is null)
            {
                return null;
            }

            try
            {
                if (file.IsIn(folder))
                {
                    return read(Path.Combine(folder, file.Name));
                }
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or GateException)
            {
                log.Detail(e.ToString());
            }

            log.Warning(Codes.ReportIncomplete, $"The file {file.Name} that the report names is not beside it, or is another, so the page does not show what is in it; put it there and render again.");
            return null;
        }
    }

    public void Dispose() => Tensors?.Dispose();
}
