using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

public sealed class OutputFolderTests : IDisposable
{
    private static readonly MessageLog _silent = new(new TextSink(TextWriter.Null), Verbosity.Quiet);

    private readonly TemporaryFolder _from = new();
    private readonly TemporaryFolder _to = new();

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public void An_adopted_report_comes_with_all_that_belongs_to_it_and_with_views_of_its_own()
    {
        var report = ReportFile.Read(StoredReport.In(_from));

        OutputFolder.Adopt(_from.Path, _to.Path, report, ReportViews.All, _silent);

        Assert.All(report.Files, file => Assert.True(file.IsIn(_to.Path)));
        Assert.Equal(File.ReadAllText(_from.File(ReportFile.Name)), File.ReadAllText(_to.File(ReportFile.Name)));
        Assert.All(ReportViews.All, view => Assert.NotEmpty(File.ReadAllText(_to.File(view.FileName))));
        Assert.Equal(report.Files.Count() + ReportViews.All.Count + 1, Directory.GetFileSystemEntries(_to.Path).Length);
    }

    [Fact]
    public void A_view_of_an_earlier_report_that_cannot_be_taken_away_leaves_that_report()
    {
        var report = ReportFile.Read(StoredReport.In(_to));
        var before = File.ReadAllText(_to.File(ReportFile.Name));
        Directory.CreateDirectory(_to.File("report.md"));

        var message = Expect.Gate(Codes.OutputNotWritable, () => OutputFolder.Write(_to.Path, report with { Seed = 7 }, [], _silent));

        Assert.Contains("report.md' shows an earlier report and cannot be deleted", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_to.File(ReportFile.Name)));
    }
}
