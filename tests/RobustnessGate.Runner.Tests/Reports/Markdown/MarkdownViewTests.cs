using System.Globalization;
using CsCheck;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Markdown;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports.Markdown;

public class MarkdownViewTests
{
    private static readonly ReportDocument Passed = Verdicts.Judged(
        SampleReport.Measured, SampleReport.Settings(new Thresholds(RobustAccuracyMin: 0.25, AttackSuccessRateMax: 0.5, RobustAccuracyMaxDrop: 0.25)));

    private static readonly ReportDocument Incomparable = Passed with
    {
        Comparison = new ComparisonEntry(new FileEntry("App.robustness.verified.json", ""), "the dataset is another one", null),
    };

    public static TheoryData<string, string> Cases => new()
    {
        { "fail", "invariant" }, { "fail", "comma" }, { "pass", "invariant" }, { "pass", "comma" }, { "invalid", "invariant" }, { "incomparable", "invariant" },
    };

    private static Dictionary<string, ReportDocument> Reports { get; } = new()
    {
        ["fail"] = SampleReport.Failed,
        ["pass"] = Passed,
        ["invalid"] = SampleReport.Invalid,
        ["incomparable"] = Incomparable,
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_view_is_the_same_in_every_culture(string report, string culture)
    {
        var text = Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => MarkdownView.Render(Reports[report]));
        Snapshot.Verify("Reports/Markdown", report, text, "md");
    }

    [Fact]
    public void Without_thresholds_it_says_that_nothing_is_gated()
    {
        var report = Verdicts.Judged(SampleReport.Measured, SampleReport.Settings(new Thresholds()));
        Assert.Contains("No threshold is set: measured, and nothing gated.", MarkdownView.Render(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_that_differ_in_time_alone_have_the_same_view()
    {
        var slower = SampleReport.Failed with
        {
            Attacks = [.. SampleReport.Failed.Attacks.Select(attack => attack with { Seconds = attack.Seconds + 1 })],
            Cost = SampleReport.Failed.Cost with { Seconds = 9 },
        };
        Assert.Equal(MarkdownView.Render(SampleReport.Failed), MarkdownView.Render(slower));
    }

    [Fact]
    public void What_is_too_long_loses_whole_sections_the_least_important_first_and_says_how_many_rows()
    {
        var change = SampleReport.Failed.Comparison!.Change!;
        var long_ = SampleReport.Failed with
        {
            Comparison = SampleReport.Failed.Comparison with { Change = change with { Examples = [.. Enumerable.Repeat(change.Examples[0], 2000)] } },
        };
        var text = MarkdownView.Render(long_);
        Assert.InRange(text.Length, 1000, MarkdownView.DefaultLimit);
        Assert.EndsWith("*Left out, because GitHub takes no longer text: the examples that changed (2,000 rows omitted).*\n", text, StringComparison.Ordinal);
        Assert.Contains("### Attacks", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2500, "the reproduction", "### Attacks")]
    [InlineData(1500, "### Attacks", "### What changed")]
    [InlineData(0, "### What changed", "## Robustness gate: fail")]
    public void A_shorter_limit_keeps_what_matters_more(int limit, string gone, string kept)
    {
        var text = MarkdownView.Render(SampleReport.Failed, limit);
        Assert.DoesNotContain(gone, text, StringComparison.Ordinal);
        Assert.Contains(kept, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_report_becomes_markup()
    {
        var harmless = Rendered.Of(MarkdownView.Render(HostileReport.Of(SampleReport.Failed, Keep((_, _) => "word"))));
        HostileReport.Text.Array[8].Sample(
            texts =>
            {
                var next = 0;
                var hostile = HostileReport.Of(SampleReport.Failed, Keep((_, _) => texts[next++ % texts.Length]));
                var rendered = Rendered.Of(MarkdownView.Render(hostile));
                Assert.Equal(harmless.Elements, rendered.Elements);
                Assert.Empty(rendered.References);
            },
            iter: 1250);
    }

    [Fact]
    public void A_report_that_is_no_run_s_stays_within_the_limit()
    {
        HostileReport.Text.Sample(
            text => Assert.InRange(MarkdownView.Render(HostileReport.Of(SampleReport.Failed, (_, _) => string.Concat(Enumerable.Repeat(text, 500)))).Length, 1, MarkdownView.DefaultLimit),
            iter: 200);
    }

    // Which sections there are follows from these; what they hold, not.
    private static Func<string, string, string> Keep(Func<string, string, string> text) => (key, old) =>
        key is "verdict" or "setting" || (key == "code" && Codes.All.Any(code => code.Id == old)) || key == "suite" ? old : text(key, old);
}
