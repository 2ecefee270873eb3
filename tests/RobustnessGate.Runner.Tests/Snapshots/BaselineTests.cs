using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Snapshots;

public sealed class BaselineTests : IDisposable
{
    private static readonly Thresholds Limited = new(RobustAccuracyMaxDrop: 0.1);

    private static readonly SnapshotDocument Sample = SnapshotDocument.Of(SampleReport.Failed)!;

    // One example broke since.
    private static readonly SnapshotDocument Better = Sample with
    {
        Counts = new CountsEntry(Sample.Counts.Correct, Sample.Counts.Robust + 1),
        Examples = [.. Sample.Examples.Select(example => example.Index == 2 ? example with { Outcome = "robust", BrokenBy = null } : example)],
    };

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter messages = new() { NewLine = "\n" };

    private string Verified => folder.File("App.robustness.verified.json");

    private string Received => folder.File("App.robustness.received.json");

    public void Dispose()
    {
        folder.Dispose();
        messages.Dispose();
    }

    [Fact]
    public void Settings_without_a_baseline_have_none()
    {
        Assert.Null(Baseline.Find(SampleReport.Settings(new Thresholds()) with { Baseline = null }, Sample.Measured));
    }

    [Fact]
    public void A_run_is_compared_with_the_baseline_even_where_no_drop_is_limited()
    {
        Write(SnapshotFile.Text(Better));
        var comparison = Find(new Thresholds()).Compare(SampleReport.Failed)!;
        Assert.Equal(("App.robustness.verified.json", 1L, 0L), (comparison.Baseline.Name, comparison.Change!.RobustAccuracy.Lost, comparison.Change.RobustAccuracy.Gained));
    }

    [Fact]
    public void A_whole_report_is_a_baseline_too()
    {
        Write(ReportFile.Text(SampleReport.Failed));
        Assert.Empty(Find(Limited).Compare(SampleReport.Failed)!.Change!.Examples);
    }

    [Fact]
    public void A_run_that_measured_nothing_is_compared_with_nothing()
    {
        Write(SnapshotFile.Text(Better));
        Assert.Null(Find(Limited).Compare(SampleReport.Invalid));
    }

    [Fact]
    public void Another_measurement_is_refused_where_a_drop_is_limited_and_explained_where_none_is()
    {
        Write(SnapshotFile.Text(Sample with { Measured = Sample.Measured with { Seed = 7 } }));
        Assert.Contains("(seed 7 instead of 0)", Expect.Gate(Codes.NotComparable, () => Find(Limited)), StringComparison.Ordinal);
        Assert.Equal("seed 7 instead of 0", Find(new Thresholds()).Compare(SampleReport.Failed)!.NotComparable);
    }

    [Fact]
    public void A_missing_baseline_one_that_cannot_be_understood_and_a_failed_look_up_are_three_things()
    {
        Assert.Null(Find(Limited).Compare(SampleReport.Failed));

        Write("<<<<<<< ours");
        Expect.Gate(Codes.MeasurementUnreadable, () => Find(new Thresholds()));

        File.Delete(Verified);
        Directory.CreateDirectory(Verified);
        Expect.Gate(Codes.MeasurementNotFound, () => Find(new Thresholds()));
    }

    [Fact]
    public void A_run_that_differs_leaves_its_snapshot_beside_the_baseline_and_one_that_does_not_takes_it_away()
    {
        Write(SnapshotFile.Text(Better));
        Settle(new Thresholds());
        Assert.Equal((SnapshotFile.Text(Sample), SnapshotFile.Text(Better)), (File.ReadAllText(Received), File.ReadAllText(Verified)));
        Assert.Matches(@"^This run differs from the baseline: robust accuracy fell by 0\.200 from 0\.600 to 0\.400 against App\.robustness\.verified\.json \(1 example broke and 0 were repaired, no more than chance explains, p = 1\)\. Its snapshot is .*App\.robustness\.received\.json; robustness-gate accept makes that the baseline\.\n$", messages.ToString());

        Write(SnapshotFile.Text(Sample));
        Settle(new Thresholds());
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void How_the_baseline_is_written_makes_no_difference()
    {
        Write(SnapshotFile.Text(Sample).Replace("\n", "\r\n", StringComparison.Ordinal));
        Settle(new Thresholds());
        Assert.False(File.Exists(Received));
        Assert.Empty(messages.ToString());
    }

    [Fact]
    public void Without_a_baseline_a_snapshot_is_left_only_where_one_is_needed()
    {
        Settle(new Thresholds());
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));

        Settle(Limited);
        Assert.Equal([Received], Directory.GetFileSystemEntries(folder.Path));
        Assert.StartsWith("There is no baseline to compare this run with. Its snapshot is ", messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_believed_is_left_nowhere_and_takes_nothing_away()
    {
        Write(SnapshotFile.Text(Sample));
        File.WriteAllText(Received, SnapshotFile.Text(Better));
        Settle(Limited, SampleReport.Invalid);
        Assert.Equal(SnapshotFile.Text(Better), File.ReadAllText(Received));
    }

    [Fact]
    public void A_file_of_somebody_else_stays_and_is_named()
    {
        File.WriteAllText(Received, "mine");
        Write(SnapshotFile.Text(Sample));
        Settle(new Thresholds());
        Assert.Empty(messages.ToString());

        Write(SnapshotFile.Text(Better));
        Settle(new Thresholds());
        Assert.Equal("mine", File.ReadAllText(Received));
        Assert.Contains("warning RG0306: This run differs from the baseline, but '", messages.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_cannot_be_written_is_a_warning()
    {
        Write(SnapshotFile.Text(Better));
        Directory.CreateDirectory(Received);
        Settle(new Thresholds());
        Assert.Matches(@"^robustness-gate: warning RG0306: This run differs from the baseline\. '.*' cannot be written \(.*\); make its folder writable\.\n$", messages.ToString());
    }

    [Theory]
    [InlineData("a/App.robustness.verified.json", "a/App.robustness.received.json")]
    [InlineData("baseline.json", "baseline.received.json")]
    [InlineData("baseline", "baseline.received.json")]
    public void The_received_snapshot_is_named_after_the_baseline(string baseline, string received)
    {
        Assert.Equal(received, SnapshotNames.ReceivedOf(baseline));
    }

    private void Write(string content) => File.WriteAllText(Verified, content);

    private Baseline Find(Thresholds thresholds) => Baseline.Find(SampleReport.Settings(thresholds) with { Baseline = Verified }, Sample.Measured)!;

    private void Settle(Thresholds thresholds, ReportDocument? report = null)
    {
        var baseline = Find(thresholds);
        var measured = report ?? SampleReport.Failed;
        baseline.Settle(measured with { Comparison = baseline.Compare(measured) }, new MessageLog(new TextSink(messages), Verbosity.Normal));
    }
}
