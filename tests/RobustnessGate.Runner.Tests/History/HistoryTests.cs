using System.Globalization;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using CsCheck;
using NJsonSchema;
using RobustnessGate.Runner.History;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.History;

public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter messages = new() { NewLine = "\n" };

    private string Path => folder.File("history.jsonl");

    private MessageLog Log => new(new TextSink(messages), Verbosity.Normal);

    public void Dispose()
    {
        folder.Dispose();
        messages.Dispose();
    }

    [Fact]
    public void What_is_added_is_read_back_in_order()
    {
        HistoryEntry[] entries = [Entry(1, 20), Entry(2, 18), Invalid(3)];
        Assert.All(entries, entry => Assert.True(HistoryFile.Add(Path, entry, Log)));
        Assert.False(HistoryFile.Add(Path, entries[1], Log));
        Assert.Equal(entries.Select(entry => entry.Report), HistoryFile.Read(Path, Log).Select(entry => entry.Report));
        Assert.Equal(3, File.ReadAllLines(Path).Length);
        Assert.Empty(messages.ToString());
    }

    [Fact]
    public async Task Every_line_fits_its_schema()
    {
        HistoryFile.Add(Path, Entry(1, 20), Log);
        HistoryFile.Add(Path, Invalid(2), Log);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "history.schema.json"), TestContext.Current.CancellationToken);
        Assert.All(await File.ReadAllLinesAsync(Path, TestContext.Current.CancellationToken), line => Assert.Empty(schema.Validate(line)));
    }

    [Fact]
    public void A_line_that_was_cut_off_costs_no_other()
    {
        HistoryFile.Add(Path, Entry(1, 20), Log);
        HistoryFile.Add(Path, Entry(2, 18), Log);
        var whole = File.ReadAllBytes(Path);
        var first = File.ReadAllLines(Path)[0].Length + 1;
        Gen.Int[first + 1, whole.Length - 2].Sample(
            length =>
            {
                var cut = folder.Write($"{Guid.NewGuid():N}.jsonl", whole[..length]);
                using var said = new StringWriter { NewLine = "\n" };
                var log = new MessageLog(new TextSink(said), Verbosity.Normal);
                Assert.True(HistoryFile.Add(cut, Entry(3, 17), log));
                Assert.Equal([Entry(1, 20).Report, Entry(3, 17).Report], HistoryFile.Read(cut, log).Select(entry => entry.Report));
                Assert.Contains($"warning RG0309: Line 2 of the history '{cut}' is cut off or damaged, and is left out; the others are whole.", said.ToString(), StringComparison.Ordinal);
            },
            iter: 50);
    }

    [Fact]
    public void A_whole_line_without_its_end_is_whole()
    {
        HistoryFile.Add(Path, Entry(1, 20), Log);
        File.WriteAllText(Path, File.ReadAllText(Path).TrimEnd('\n'));
        HistoryFile.Add(Path, Entry(2, 18), Log);
        Assert.Equal(2, HistoryFile.Read(Path, Log).Count);
        Assert.Empty(messages.ToString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("null")]
    public void Something_else_is_no_history_and_is_not_added_to(string line)
    {
        File.WriteAllText(Path, line + "\n");
        var error = Assert.Throws<GateException>(() => HistoryFile.Add(Path, Entry(1, 20), Log));
        Assert.Equal(Codes.HistoryUnreadable, error.Code);
        Assert.Contains("Line 1 of the history '", error.Message, StringComparison.Ordinal);
        Assert.Equal(line + "\n", File.ReadAllText(Path));
    }

    [Fact]
    public void An_entry_that_would_break_out_of_a_view_is_refused()
    {
        Refused(Entry(1, 20) with { Date = "<script>" });
        Refused(Entry(1, 20) with { Commit = "abc|@everyone" });
        Refused(Entry(1, 20) with { Commit = "0123abc\n" });
        Refused(Entry(1, 20) with { Verdict = "**pass**" });
        Refused(Entry(1, 20) with { SchemaVersion = 2 });
        Refused(Entry(1, 20) with { Examples = Entry(1, 19).Examples });
        Refused(Entry(1, 20) with { Examples = new HistoryExamples("", "!") });
        Refused(Entry(1, 20) with { RobustAccuracy = Entry(1, 20).RobustAccuracy! with { Of = long.MaxValue } });

        void Refused(HistoryEntry entry)
        {
            var path = folder.File($"{Guid.NewGuid():N}.jsonl");
            HistoryFile.Add(path, entry, Log);
            Assert.Equal(Codes.HistoryUnreadable, Assert.Throws<GateException>(() => HistoryFile.Read(path, Log)).Code);
        }
    }

    [Fact]
    public void A_missing_history_cannot_be_shown()
    {
        Assert.Equal(Codes.HistoryUnreadable, Assert.Throws<GateException>(() => HistoryFile.Read(Path, Log)).Code);
    }

    [Fact]
    public void A_damaged_history_is_read_without_the_damage_or_refused()
    {
        HistoryFile.Add(Path, Entry(1, 20), Log);
        HistoryFile.Add(Path, Entry(2, 18), Log);
        Damage.Of(File.ReadAllBytes(Path)).Sample(
            bytes =>
            {
                var path = folder.Write($"{Guid.NewGuid():N}.jsonl", bytes);
                using var said = new StringWriter();
                try
                {
                    Trend.Of(HistoryFile.Read(path, new MessageLog(new TextSink(said), Verbosity.Normal)));
                }
                catch (GateException e)
                {
                    Assert.Equal(Codes.HistoryUnreadable, e.Code);
                }
            },
            iter: 500);
    }

    [Fact]
    public void The_bits_of_an_entry_are_its_robust_examples()
    {
        Gen.Bool.Array[1, 100].Sample(robust =>
        {
            var report = Report(robust);
            Assert.Equal(robust, HistoryExamples.Of(report).Bits(robust.Length));
        });
    }

    [Fact]
    public void A_fall_that_exceeds_chance_is_flagged_and_one_that_does_not_is_not()
    {
        var points = Trend.Of([Entry(1, 20), Entry(2, 18), Entry(3, 8), Entry(4, 8)]);
        Assert.Equal([false, false, true, false], points.Select(point => point.Fell));
        Assert.Equal("2 examples broke and 0 were repaired, no more than chance explains, p = 0.5", points[1].Note);
        Assert.Equal("FELL: 10 examples broke and 0 were repaired, more than chance explains, p = 0.002", TrendText.Flagged(points[2]));
        Assert.Equal("4 entries; robust accuracy fell by more than chance explains on 2026-11-03.", TrendText.Summary(points));
        Assert.Equal("3 entries; robust accuracy fell by more than chance explains on 2026-11-03, the last time measured.", TrendText.Summary([.. points.Take(3)]));
    }

    [Fact]
    public void Entries_are_compared_in_the_order_of_time_and_only_with_their_like()
    {
        var other = Entry(2, 5) with { ThreatModel = Entry(2, 5).ThreatModel with { Epsilon = 0.5 } };
        var points = Trend.Of([Entry(3, 20), Invalid(4), other, Entry(1, 20)]);
        Assert.Equal(["2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04"], points.Select(TrendText.Day));
        Assert.Equal(["nothing to compare with", "nothing to compare with", "no example broke and none was repaired", "not measured"], points.Select(point => point.Note));
    }

    [Fact]
    public void What_else_differs_is_noted()
    {
        var after = Entry(2, 20) with { Checkpoint = new FileEntry("b.pt", "b"), Suite = "plus", Tool = "0.2.0" };
        Assert.Equal("no example broke and none was repaired; another checkpoint; another suite; another version of the tool", Trend.Of([Entry(1, 20), after])[1].Note);
    }

    [Theory]
    [InlineData("invariant")]
    [InlineData("comma")]
    public void The_page_is_the_same_in_every_culture(string culture)
    {
        var page = Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => TrendMarkdown.Render(Trend.Of([Entry(1, 20), Entry(2, 18), Invalid(3), Entry(4, 8)])));
        Snapshot.Verify("History", "trend", page, "md");
    }

    [Fact]
    public void A_long_history_is_shown_from_its_end()
    {
        var page = TrendMarkdown.Render(Trend.Of(Enumerable.Range(1, 70).Select(day => Entry(1, 20) with { Date = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).ToString(HistoryFile.DateFormat, CultureInfo.InvariantCulture) })));
        Assert.EndsWith("\n20 earlier entries are left out.\n", page, StringComparison.Ordinal);
        Assert.DoesNotContain("2026-01-21", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-22", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_in_HTML_lists_the_latest_verdict_first_and_draws_them_all()
    {
        var page = new HtmlParser().ParseDocument(TrendPage.Render(Trend.Of([Entry(1, 20), Entry(2, 18), Invalid(3), Entry(4, 8)])));
        Assert.Equal("Robustness over time · robustness gate", page.Title);
        Assert.Equal(["2026-11-04", "2026-11-03", "2026-11-02", "2026-11-01"], page.QuerySelectorAll("#trend tbody th").Select(cell => cell.TextContent));
        Assert.Equal("Fell: 10 examples broke and 0 were repaired, more than chance explains, p = 0.002", page.QuerySelector("#trend tbody tr td:last-child")!.TextContent);
        Assert.Single(page.QuerySelectorAll("#trend-chart"));
        var trend = JsonNode.Parse(page.QuerySelector("#chart-data")!.TextContent)!["trend"]!;
        Assert.Equal([0.8333, 0.75, null, 0.3333], trend["robustAccuracy"]!.AsArray().Select(value => value is null ? (double?)null : Math.Round((double)value, 4)));
        Assert.Equal([false, false, false, true], trend["falls"]!.AsArray().Select(value => (bool)value!));
    }

    [Fact]
    public void A_page_of_nothing_says_so_and_draws_nothing()
    {
        var page = new HtmlParser().ParseDocument(TrendPage.Render([]));
        Assert.Equal("The history is empty.", page.QuerySelector("#trend p")!.TextContent);
        Assert.Null(JsonNode.Parse(page.QuerySelector("#chart-data")!.TextContent)!["trend"]);
    }

    private static HistoryEntry Entry(int day, int robust) => HistoryEntry.Of(
        Report([.. Enumerable.Range(0, 24).Select(i => i < robust)]) with { Seed = day }, Date(day), "0123456789abcdef0123456789abcdef01234567");

    private static HistoryEntry Invalid(int day) => HistoryEntry.Of(SampleReport.Invalid, Date(day), commit: null);

    private static string Date(int day) => FormattableString.Invariant($"2026-11-{day:00}T05:00:00Z");

    private static ReportDocument Report(bool[] robust)
    {
        var count = robust.LongCount(each => each);
        return SampleReport.Failed with
        {
            Metrics = SampleReport.Failed.Metrics with { Examples = robust.Length, CleanAccuracy = SampleReport.Share(robust.Length, robust.Length), RobustAccuracy = SampleReport.Share(count, robust.Length) },
            Examples = [.. robust.Select((each, i) => new ExampleEntry(i, 1, 1, each ? "robust" : "broken", each ? null : "PGD", null))],
        };
    }
}
