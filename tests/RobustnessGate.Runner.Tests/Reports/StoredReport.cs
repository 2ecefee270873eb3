using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Reports;

/// <summary>A report as a run leaves it: with the files that it names beside it.</summary>
internal static class StoredReport
{
    /// <summary>Writes <see cref="SampleReport.Failed"/> without its curve, and gives its path.</summary>
    public static string In(TemporaryFolder folder)
    {
        using var scope = NewDisposeScope();
        var provenance = new Provenance(new ThreatModel(Norm.Linf, 8.0 / 255, Bounds.Unit), new string('a', 64), new string('a', 64));
        EvidenceFile.Write(folder.File(EvidenceFile.FileName), new EvidenceRecord(
            provenance.ThreatModel,
            provenance.CheckpointSha256,
            provenance.DatasetSha256,
            [1, 4, 4],
            [new EvidenceEntry(2, 1, 3, "PGD", 0.03, full(new long[] { 1, 1, 4, 4 }, 0.53f), full(new long[] { 1, 1, 4, 4 }, 0.5f))]));
        BoundariesFile.Write(
            folder.File(BoundariesFile.FileName),
            new BoundariesRecord([new BoundarySlice(2, new long[,] { { 1, 3 }, { 1, 1 } }, new float[,] { { 0.75f, 0.5f }, { 1, 1 } })], [0, 1], [0, 1]),
            provenance);
        var report = SampleReport.Failed with
        {
            Curve = null,
            Evidence = FileEntry.Of(folder.Path, EvidenceFile.FileName),
            Boundaries = FileEntry.Of(folder.Path, BoundariesFile.FileName),
        };
        ReportFile.Write(folder.File(ReportFile.Name), report);
        return folder.File(ReportFile.Name);
    }
}
