using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Snapshots;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Snapshots;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.CommandLine;

/// <summary><c>diff</c>, <c>accept</c> and <c>history</c>, as they are called.</summary>
public sealed class SnapshotCommandsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    // Long lines are folded.
    private string Words => string.Join(' ', output.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string Output => string.Join('\n', output.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("invariant")]
    [InlineData("comma")]
    public void A_difference_is_shown_alike_in_every_culture(string culture)
    {
        var (before, after) = Files();
        Assert.Equal(0, Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => Run("diff", before, after)));
        Snapshot.Verify("CommandLine", "diff", Output);
        Assert.Empty(error.ToString());
    }

    [Fact]
    public void Equal_measurements_are_no_error_and_list_no_example()
    {
        var (before, _) = Files();
        Assert.Equal(0, Run("diff", before, before));
        Assert.Contains("no example broke and none was repaired", Output, StringComparison.Ordinal);
        Assert.Contains("the checkpoint is the same", Output, StringComparison.Ordinal);
        Assert.DoesNotContain("newly broken", Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_difference_as_JSON_is_the_comparison_of_a_report()
    {
        var (before, after) = Files();
        Assert.Equal(0, Run("diff", before, after, "--json"));
        var change = JsonNode.Parse(output.ToString())!["change"]!;
        Assert.Equal((25, 2), ((int)change["robustAccuracy"]!["lost"]!, (int)change["robustAccuracy"]!["gained"]!));
        Assert.Equal(28, change["examples"]!.AsArray().Count);
    }

    [Fact]
    public void A_hundred_pairs_of_reports_differ_by_what_a_count_finds()
    {
        RandomSnapshots.Pairs.Sample(
            (before, after) =>
            {
                var (first, second) = (RandomSnapshots.Report(before), RandomSnapshots.Report(after));
                Assert.Equal(0, Run("diff", folder.Write("first.json", ReportFile.Text(first)), folder.Write("second.json", ReportFile.Text(second)), "--json"));

                var change = JsonNode.Parse(output.ToString())!["change"]!;
                var (broke, repaired, differ) = (0, 0, 0);
                for (var i = 0; i < first.Examples.Count; i++)
                {
                    var (was, now) = (first.Examples[i].Outcome, second.Examples[i].Outcome);
                    broke += was == "robust" && now != "robust" ? 1 : 0;
                    repaired += was != "robust" && now == "robust" ? 1 : 0;
                    differ += was != now ? 1 : 0;
                }

                Assert.Equal((broke, repaired), ((int)change["robustAccuracy"]!["lost"]!, (int)change["robustAccuracy"]!["gained"]!));
                Assert.Equal(differ, change["examples"]!.AsArray().Count);
                Assert.Equal((broke, repaired), (change["classes"]!.AsArray().Sum(label => (int)label!["lost"]!), change["classes"]!.AsArray().Sum(label => (int)label!["gained"]!)));
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void Different_measurements_are_said_to_be_so_and_are_an_error()
    {
        var (before, _) = Files();
        var report = folder.Write("report.json", ReportFile.Text(SampleReport.Failed));
        Assert.Equal(1, Run("diff", before, report));
        Assert.Contains("not comparable with before.json, which has dataset ", Words, StringComparison.Ordinal);
        Assert.Contains("error RG0303: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_would_speak_to_the_terminal_is_shown_instead()
    {
        var hostile = Sample(40) with { Checkpoint = new FileEntry("\u001b[31mnet\u202e[red]", new string('c', 64)) };
        Assert.Equal(0, Run("diff", folder.Write("a.json", SnapshotFile.Text(hostile)), folder.Write("b.json", SnapshotFile.Text(hostile))));
        Assert.Contains("<U+001B>[31mnet<U+202E>[red]", Words, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Output);
    }

    [Fact]
    public void Accepting_says_what_changes()
    {
        var (before, after) = Files();
        Assert.Equal(0, Run("accept", after, "--baseline", before));
        Assert.Contains("25 examples broke and 2 were repaired, more than chance explains, p < 0.0001)", Words, StringComparison.Ordinal);
        Assert.EndsWith($"The baseline {ShownPath.Of(before)} is now what after.json measured; commit it.", Words, StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(after), File.ReadAllText(before));
    }

    [Fact]
    public void A_report_is_entered_in_a_history_once()
    {
        var report = folder.Write("report.json", ReportFile.Text(SampleReport.Failed));
        var history = folder.File("monitoring/history.jsonl");
        string[] add = ["history", "add", "--report", report, "--history", history, "--commit", "0123ABC", "--date", "2026-11-28T06:30:00+01:00"];
        Assert.Equal(0, Run(add));
        var once = File.ReadAllText(history);
        Assert.Equal(0, Run(add));
        Assert.Equal(once, File.ReadAllText(history));
        var entry = JsonNode.Parse(Assert.Single(once.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!;
        Assert.Equal(
            ("2026-11-28T05:30:00Z", "0123abc", "fail", 2, "0.1.0"),
            ((string)entry["date"]!, (string)entry["commit"]!, (string)entry["verdict"]!, (int)entry["robustAccuracy"]!["count"]!, (string)entry["tool"]!));

        Assert.Equal(0, Run("history", "show", "--history", history, "--html", folder.File("trend.html"), "--markdown", folder.File("trend.md")));
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(folder.File("trend.html")), StringComparison.Ordinal);
        Assert.StartsWith("# Robustness over time", File.ReadAllText(folder.File("trend.md")), StringComparison.Ordinal);
        Assert.Contains("2026-11-28 0123abc fail 0.800 0.400 0.053 to 0.853 nothing to compare with", Words, StringComparison.Ordinal);
        Assert.Contains("1 entry; robust accuracy never fell by more than chance explains.", Words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--commit", "main", "--commit is 'main', which is not a commit; give its hexadecimal name, of at least 7 digits.")]
    [InlineData("--date", "28.11.2026", "--date is '28.11.2026', which is not a date; write 2026-11-28 or 2026-11-28T05:00:00Z.")]
    public void What_is_no_commit_and_no_date_is_refused(string option, string value, string expected)
    {
        var report = folder.Write("report.json", ReportFile.Text(SampleReport.Failed));
        Assert.Equal(64, Run("history", "add", "--report", report, "--history", folder.File("history.jsonl"), option, value));
        Assert.Equal($"robustness-gate: error RG0008: {expected}\n", error.ToString());
        Assert.False(File.Exists(folder.File("history.jsonl")));
    }

    private int Run(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return GateTool.Run(arguments, new ToolConsole(output, error), UseCases.InProcess, CancellationToken.None).GetAwaiter().GetResult();
    }

    // 40 examples, 30 of them robust before; then 25 break, 2 are repaired, and one that was misclassified is only broken.
    private (string Before, string After) Files()
    {
        var before = Sample(40);
        SnapshotExample[] changed =
        [
            .. before.Examples.Select((example, i) => i switch
            {
                < 25 => example with { Outcome = "broken", BrokenBy = i % 3 == 0 ? "FAB-T" : "APGD-CE" },
                30 or 31 => example with { Predicted = example.Label, Outcome = "robust" },
                32 => example with { Predicted = example.Label, Outcome = "broken", BrokenBy = "Square" },
                _ => example,
            }),
        ];
        var after = RandomSnapshots.Of(changed) with { Checkpoint = new FileEntry("newer.pt", new string('e', 64)) };
        return (folder.Write("before.json", SnapshotFile.Text(before)), folder.Write("after.json", SnapshotFile.Text(after)));
    }

    private static SnapshotDocument Sample(int count) => RandomSnapshots.Of(
    [
        .. Enumerable.Range(0, count).Select(i => i < count * 3 / 4
            ? new SnapshotExample(i, i % 4, i % 4, "robust", null)
            : new SnapshotExample(i, i % 4, 9, "misclassified", null)),
    ]);
}
