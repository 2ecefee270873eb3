using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using NJsonSchema;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private static readonly SnapshotDocument Sample = SnapshotDocument.Of(SampleReport.Failed)!;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("invariant")]
    [InlineData("comma")]
    public void The_document_is_the_same_in_every_culture(string culture)
    {
        var text = Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => SnapshotFile.Text(Sample));
        Snapshot.Verify("Snapshots", "snapshot", text, "json");
    }

    [Fact]
    public async Task The_schema_accepts_snapshots_and_requires_every_key_of_theirs()
    {
        var schema = await Schema();
        RandomSnapshots.Any.Sample(snapshot => Assert.Empty(schema.Validate(SnapshotFile.Text(snapshot))), iter: 20, threads: 1);
        Assert.Empty(schema.Validate(SnapshotFile.Text(Sample)));
        Assert.Equal(JsonNode.Parse(SnapshotFile.Text(Sample))!.AsObject().Select(member => member.Key), schema.RequiredProperties);
    }

    [Theory]
    [InlineData("schemaVersion", "2")]
    [InlineData("examples", "[]")]
    [InlineData("counts", "{ \"correct\": 1 }")]
    [InlineData("verdict", "\"pass\"")]
    public async Task The_schema_rejects_what_is_no_snapshot(string key, string value)
    {
        var snapshot = JsonNode.Parse(SnapshotFile.Text(Sample))!.AsObject();
        snapshot[key] = JsonNode.Parse(value);
        Assert.NotEmpty((await Schema()).Validate(snapshot.ToJsonString()));
    }

    [Fact]
    public void Each_example_has_a_line_of_its_own()
    {
        RandomSnapshots.Any.Sample(snapshot =>
        {
            var lines = SnapshotFile.Text(snapshot).Split('\n');
            return lines.Count(line => line.StartsWith("    {\"index\":", StringComparison.Ordinal)) == snapshot.Examples.Count && !lines.Any(line => line.Contains('\r', StringComparison.Ordinal));
        });
    }

    [Fact]
    public void A_snapshot_reads_back_to_the_same_text()
    {
        RandomSnapshots.Any.Sample(
            snapshot =>
            {
                var path = folder.Write($"{Guid.NewGuid():N}.json", SnapshotFile.Text(snapshot));
                Assert.Equal(SnapshotFile.Text(snapshot), SnapshotFile.Text(Read(path).Snapshot));
            },
            iter: 50);
    }

    [Fact]
    public void A_report_is_read_as_the_snapshot_of_its_run()
    {
        var read = Read(folder.Write("report.json", ReportFile.Text(SampleReport.Failed)));
        Assert.True(read.IsReport);
        Assert.Equal(SnapshotFile.Text(Sample), SnapshotFile.Text(read.Snapshot));
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_make_no_difference()
    {
        var windows = "\uFEFF" + SnapshotFile.Text(Sample).Replace("\n", "\r\n", StringComparison.Ordinal);
        Assert.Equal(SnapshotFile.Text(Sample), SnapshotFile.Text(Read(folder.Write("windows.json", windows)).Snapshot));
    }

    [Fact]
    public void A_snapshot_holds_no_time_no_folder_and_nothing_of_the_machine()
    {
        var text = SnapshotFile.Text(Sample);
        Assert.All(["seconds", "threads", "device", "passes", "tool", "fingerprint", "declaredAt", "/"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens")]
    [InlineData("{", "Expected depth to be zero at the end of the JSON payload")]
    [InlineData("<<<<<<< ours", "'<' is an invalid start of a value")]
    [InlineData("[]", "it is neither a report nor a snapshot")]
    [InlineData("{}", "it is neither a report nor a snapshot")]
    [InlineData("""{ "measured": {} }""", "it has no schemaVersion")]
    [InlineData("""{ "schemaVersion": "1", "verdict": "pass" }""", "it has no schemaVersion")]
    [InlineData("""{ "schemaVersion": 7, "measured": {} }""", "its schemaVersion is 7, and this robustness-gate reads 1")]
    [InlineData("""{ "schemaVersion": 7, "verdict": "pass" }""", "its schemaVersion is 7, and this robustness-gate reads 1")]
    [InlineData("""{ "schemaVersion": 1, "verdict": "pass" }""", "JSON deserialization for type")]
    [InlineData("""{ "schemaVersion": 1, "schemaVersion": 1, "measured": {} }""", "Duplicate property 'schemaVersion'")]
    public void What_is_neither_is_said_so(string content, string expected)
    {
        Assert.Contains(expected, Rejected(folder.Write("App.robustness.verified.json", content)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_contradicts_itself_is_not_believed()
    {
        Assert.Contains("its counts are not those of its examples", Rejected(Sample with { Counts = new CountsEntry(4, 3) }), StringComparison.Ordinal);
        Assert.Contains("it lists 4 examples and says that it has 5", Rejected(Sample with { Examples = [.. Sample.Examples.Skip(1)] }), StringComparison.Ordinal);
        Assert.Contains("a list in it holds null", Rejected(Sample with { Measured = Sample.Measured with { Attacks = [null!] } }), StringComparison.Ordinal);
        Assert.Contains("its bounds are not two numbers", Rejected(Sample with { Measured = Sample.Measured with { ThreatModel = Sample.Measured.ThreatModel with { Bounds = [0] } } }), StringComparison.Ordinal);
        Assert.Contains("it lists example 0 twice", Rejected(Sample with { Examples = [Sample.Examples[0], .. Sample.Examples.SkipLast(1)] }), StringComparison.Ordinal);
        Assert.Contains("example 0 contradicts itself", Rejected(Sample with { Examples = [Sample.Examples[0] with { Outcome = "safe" }, .. Sample.Examples.Skip(1)] }), StringComparison.Ordinal);
        Assert.Contains("example 0 contradicts itself", Rejected(Sample with { Examples = [Sample.Examples[0] with { Predicted = 1 }, .. Sample.Examples.Skip(1)] }), StringComparison.Ordinal);
        Assert.Contains("example 0 contradicts itself", Rejected(Sample with { Examples = [Sample.Examples[0] with { BrokenBy = "PGD" }, .. Sample.Examples.Skip(1)] }), StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_report_is_not_believed()
    {
        var path = folder.Write("report.json", ReportFile.Text(SampleReport.Invalid));
        Assert.Contains("its verdict is 'invalid', so what it measured cannot be believed", Rejected(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_one_that_is_a_folder_and_one_too_large_are_told_apart()
    {
        Expect.Gate(Codes.MeasurementMissing, () => Read(folder.File("absent.json")));
        Expect.Gate(Codes.MeasurementMissing, () => Read(folder.File("absent/absent.json")));
        Assert.Contains("it is a folder", Expect.Gate(Codes.MeasurementNotFound, () => Read(folder.Path)), StringComparison.Ordinal);
        var enormous = folder.File("enormous.json");
        using (var stream = File.Create(enormous))
        {
            stream.SetLength(ReportFile.MostBytes + 1L);
        }

        Assert.Contains("it is larger than 256 MiB", Rejected(enormous), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_is_an_error_or_leaves_a_whole_snapshot()
    {
        Gen.OneOf(Damage.Of(Encoding.UTF8.GetBytes(SnapshotFile.Text(Sample))), Damage.Of(Encoding.UTF8.GetBytes(ReportFile.Text(SampleReport.Failed)))).Sample(
            bytes =>
            {
                var path = folder.Write($"{Guid.NewGuid():N}.json", bytes);
                try
                {
                    var read = Read(path).Snapshot;
                    Assert.Equal(read.Examples.Count, read.Measured.Examples);
                    Assert.EndsWith("\n", SnapshotFile.Text(read), StringComparison.Ordinal);
                }
                catch (GateException e)
                {
                    Assert.Equal(Codes.MeasurementUnreadable, e.Code);
                }
            },
            iter: 1000);
    }

    private string Rejected(SnapshotDocument snapshot) => Rejected(folder.Write("a.json", SnapshotFile.Text(snapshot)));

    private static string Rejected(string path) => Expect.Gate(Codes.MeasurementUnreadable, () => Read(path));

    private static Measurement Read(string path) => MeasurementReader.Read(path, MeasurementRole.Baseline);

    private static Task<JsonSchema> Schema() =>
        JsonSchema.FromJsonAsync(Repository.Read("docs", "snapshot.schema.json"), TestContext.Current.CancellationToken);
}
