using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Snapshots;

public sealed class AcceptanceTests : IDisposable
{
    private static readonly SnapshotDocument Sample = SnapshotDocument.Of(SampleReport.Failed)!;
    private static readonly SnapshotDocument Other = Sample with { Checkpoint = new FileEntry("other.pt", new string('e', 64)) };

    private readonly TemporaryFolder folder = new();

    private string Verified => folder.File("App.robustness.verified.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_only_received_snapshot_of_the_folder_becomes_the_baseline_and_is_gone()
    {
        folder.Write("App.robustness.received.json", SnapshotFile.Text(Sample));
        folder.Write("App.robustness.verified.json", SnapshotFile.Text(Other));

        var accepted = Acceptance.Execute(folder.Path, given: null, baseline: null, force: false);

        Assert.Equal((Verified, "other.pt"), (accepted.Path, accepted.Before!.Snapshot.Checkpoint.Name));
        Assert.Empty(accepted.Comparison!.Change!.Examples);
        Assert.Equal([Verified], Directory.GetFiles(folder.Path));
        Assert.Equal(SnapshotFile.Text(Sample), File.ReadAllText(Verified));
    }

    [Fact]
    public void The_first_baseline_replaces_nothing()
    {
        var received = folder.Write("App.robustness.received.json", SnapshotFile.Text(Sample));
        var accepted = Acceptance.Execute("elsewhere", received, baseline: null, force: false);
        Assert.Null(accepted.Before);
        Assert.Null(accepted.Comparison);
        Assert.True(File.Exists(Verified));
    }

    [Fact]
    public void What_a_report_measured_becomes_the_baseline_that_is_named()
    {
        var report = folder.Write("report.json", ReportFile.Text(SampleReport.Failed));
        folder.Write("App.robustness.received.json", SnapshotFile.Text(Sample));

        Acceptance.Execute(folder.Path, report, Verified, force: false);

        Assert.Equal(SnapshotFile.Text(Sample), File.ReadAllText(Verified));
        // It waits no more.
        Assert.False(File.Exists(folder.File("App.robustness.received.json")));
        Assert.True(File.Exists(report));
    }

    [Fact]
    public void Another_received_snapshot_goes_on_waiting()
    {
        folder.Write("App.robustness.received.json", SnapshotFile.Text(Other));
        Acceptance.Execute(folder.Path, folder.Write("report.json", ReportFile.Text(SampleReport.Failed)), Verified, force: false);
        Assert.True(File.Exists(folder.File("App.robustness.received.json")));
    }

    [Fact]
    public void A_baseline_that_is_named_otherwise_keeps_its_name()
    {
        folder.Write("baseline.json", SnapshotFile.Text(Other));
        folder.Write("baseline.received.json", SnapshotFile.Text(Sample));
        Acceptance.Execute(folder.Path, given: null, baseline: null, force: false);
        Assert.Equal([folder.File("baseline.json")], Directory.GetFiles(folder.Path));
        Assert.Equal(SnapshotFile.Text(Sample), File.ReadAllText(folder.File("baseline.json")));
    }

    [Fact]
    public void Nothing_is_accepted_where_it_is_not_clear_what()
    {
        Assert.Contains("There is no *.received.json in '", Refused(Codes.NothingToAccept, null, null), StringComparison.Ordinal);
        folder.Write("B.received.json", SnapshotFile.Text(Sample));
        folder.Write("A.received.json", SnapshotFile.Text(Sample));
        Assert.Contains("(A.received.json, B.received.json); name the one to accept", Refused(Codes.NothingToAccept, null, null), StringComparison.Ordinal);
        var report = folder.Write("report.json", ReportFile.Text(SampleReport.Failed));
        Assert.Contains("name that with --baseline <file>", Refused(Codes.NothingToAccept, report, null), StringComparison.Ordinal);
        Refused(Codes.MeasurementMissing, folder.File("absent.received.json"), null);
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void An_invalid_report_is_not_accepted()
    {
        Refused(Codes.MeasurementUnreadable, folder.Write("report.json", ReportFile.Text(SampleReport.Invalid)), Verified);
        Assert.False(File.Exists(Verified));
    }

    [Fact]
    public void A_file_that_is_no_baseline_is_replaced_only_by_force()
    {
        var received = folder.Write("App.robustness.received.json", SnapshotFile.Text(Sample));
        folder.Write("App.robustness.verified.json", "<<<<<<< ours");
        Assert.EndsWith("; --force replaces it.", Refused(Codes.MeasurementUnreadable, received, null), StringComparison.Ordinal);
        Assert.Equal("<<<<<<< ours", File.ReadAllText(Verified));

        Acceptance.Execute(folder.Path, received, baseline: null, force: true);
        Assert.Equal(SnapshotFile.Text(Sample), File.ReadAllText(Verified));
    }

    private string Refused(Code code, string? given, string? baseline)
    {
        var error = Assert.Throws<GateException>(() => Acceptance.Execute(folder.Path, given, baseline, force: false));
        Assert.Equal(code.Id, error.Code.Id);
        return error.Message;
    }
}
