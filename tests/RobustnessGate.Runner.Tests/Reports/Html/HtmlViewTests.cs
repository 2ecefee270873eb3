using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Html;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;
using TorchSharp;

namespace RobustnessGate.Runner.Tests.Reports.Html;

public sealed class HtmlViewTests : IDisposable
{
    private static readonly string[] Sections =
        ["verdict", "attacks", "curve", "classes", "gallery", "boundaries", "diagnostics", "tuning", "comparison", "cost", "reproduce"];

    private readonly DisposeScope scope = torch.NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_page_has_every_section_in_order_whatever_was_measured()
    {
        foreach (var report in new[] { SampleReport.Failed, SampleReport.Invalid })
        {
            var page = SamplePage.Parse(report);
            Assert.Equal(Sections, page.QuerySelectorAll("section").Select(section => section.Id));
            Assert.All(page.QuerySelectorAll("section"), section => Assert.NotEqual("", section.QuerySelector("h2")!.TextContent));
            Assert.Equal(Sections.Select(id => "#" + id), page.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")));
        }
    }

    [Theory]
    [InlineData("attacks", "Nothing was attacked.")]
    [InlineData("curve", "No curve was measured. --curve,")]
    [InlineData("classes", "No example was measured")]
    [InlineData("gallery", "No example was attacked")]
    [InlineData("boundaries", "No slices were measured. --slices 4,")]
    [InlineData("tuning", "The gate did no training.")]
    [InlineData("comparison", "There was no baseline to compare with.")]
    public void A_section_with_nothing_to_show_says_so(string section, string sentence)
    {
        Assert.Contains(sentence, Text(SamplePage.Parse(SampleReport.Invalid), $"#{section} p"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_verdict_names_what_decided_it_and_where_that_is_declared()
    {
        var page = SamplePage.Parse(SampleReport.Failed);
        Assert.Equal("fail", Text(page, ".stamp"));
        Assert.Equal(
            "RG1001 robust accuracy 0.400 is below RobustAccuracyMin 0.45 (2 of 5 examples robust; weakest point: PGD broke 2). App.csproj(12,5)",
            Text(page, ".reasons li"));
        Assert.Equal(Codes.RobustAccuracyTooLow.HelpLink, page.QuerySelector(".reasons a")!.GetAttribute("href"));
    }

    [Fact]
    public void Each_threshold_stands_with_its_measured_value_interval_and_margin()
    {
        var rows = SamplePage.Parse(SampleReport.Failed).QuerySelectorAll("#verdict tbody tr").Select(Cells).ToList();
        Assert.Equal(["RobustAccuracyMin", "robust accuracy", "0.400", "0.053 to 0.853", "at least 0.45", "−0.050", "crossed App.csproj(12,5)"], rows[0]);
        Assert.Equal(["CleanAccuracyMin", "clean accuracy", "0.800", "0.284 to 0.995", "at least 0.75", "+0.050", "holds"], rows[1]);
    }

    [Fact]
    public void An_invalid_verdict_says_what_was_wrong_and_judges_nothing()
    {
        var page = SamplePage.Parse(SampleReport.Invalid);
        Assert.StartsWith("RG3011 The model returns the same output", Text(page, ".reasons li"), StringComparison.Ordinal);
        Assert.Equal("not judged", Cells(page.QuerySelector("#verdict tbody tr")!)[^1]);
        Assert.Equal("not measured", Text(page, ".metrics .value"));
    }

    [Fact]
    public void A_warning_that_strictness_lets_not_pass_decides_the_verdict()
    {
        var strict = SampleReport.Settings(new Thresholds(CleanAccuracyMin: 0.75)) with { Strict = true };
        var page = SamplePage.Parse(Verdicts.Judged(SampleReport.Measured, strict));
        Assert.StartsWith("RG2005 1 examples were broken by inputs", Text(page, ".reasons li"), StringComparison.Ordinal);
        Assert.StartsWith("Refuses the verdict.", Text(page, "#diagnostics .note"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_names_the_nearest_threshold()
    {
        var report = Verdicts.Judged(SampleReport.Measured, SampleReport.Settings(new Thresholds(RobustAccuracyMin: 0.3, CleanAccuracyMin: 0.75)));
        Assert.Equal("Every threshold holds; the nearest is CleanAccuracyMin, with 0.050 to spare.", Text(SamplePage.Parse(report), ".reasons li"));
    }

    [Fact]
    public void Without_thresholds_the_page_says_that_nothing_is_gated()
    {
        var page = SamplePage.Parse(Verdicts.Judged(SampleReport.Measured, SampleReport.Settings(new Thresholds())));
        Assert.Equal("No threshold is set: measured, and nothing gated.", Text(page, ".reasons li"));
    }

    [Fact]
    public void An_attack_is_known_alone_only_where_it_ran_on_every_correct_example()
    {
        var report = SampleReport.Failed;
        report = report with { Attacks = [report.Attacks[0] with { Broken = 1 }, report.Attacks[1] with { Attempted = 3, Broken = 1 }] };
        var rows = SamplePage.Parse(report).QuerySelectorAll("#attacks tbody tr").Select(Cells).ToList();
        Assert.Equal(["4", "1", "25 %", "0.600", "0.600"], rows[0][1..6]);
        Assert.Equal(["3", "1", "33.3 %", "0.400", "not measured"], rows[1][1..6]);
    }

    [Fact]
    public void The_matrices_count_what_examples_are_taken_for_before_and_under_attack()
    {
        var matrices = SamplePage.Parse(SampleReport.Failed).QuerySelectorAll(".matrix");
        Assert.Equal(["", "zero", "one", "two", "three", "four", "seven"], matrices[0].QuerySelectorAll("thead tr > *").Select(Trimmed));
        Assert.Equal(["", "not finite", "zero", "one", "two", "three", "four", "seven"], matrices[1].QuerySelectorAll("thead tr > *").Select(Trimmed));
        Assert.Equal(["one", "0", "1", "0", "0", "0", "0"], Cells(matrices[0].QuerySelectorAll("tbody tr")[1]));
        Assert.Equal(["one", "0", "0", "0", "0", "1", "0", "0"], Cells(matrices[1].QuerySelectorAll("tbody tr")[1]));
        Assert.Equal(["two", "0", "0", "0", "0", "1", "0", "0"], Cells(matrices[1].QuerySelectorAll("tbody tr")[2]));
    }

    [Fact]
    public void A_change_against_the_baseline_is_said_in_words()
    {
        var page = SamplePage.Parse(SampleReport.Failed);
        Assert.Equal(["Robust accuracy", "0.600", "0.400", "−0.200", "−0.600 to +0.200", "2", "1", "1"], Cells(page.QuerySelector("#comparison tbody tr")!));
        Assert.Equal("Robust accuracy: This is no more than chance explains: with no true change, lost and gained would be this uneven with probability 1.", Text(page, "#comparison li"));
        Assert.Equal("Clean accuracy: No example changed sides.", Trimmed(page.QuerySelectorAll("#comparison li")[1]));
    }

    [Fact]
    public void What_is_not_comparable_says_why()
    {
        var report = SampleReport.Failed with { Comparison = new ComparisonEntry(new FileEntry("App.robustness.verified.json", ""), "the epsilon differs", null) };
        Assert.Equal("Not comparable with App.robustness.verified.json: the epsilon differs.", Text(SamplePage.Parse(report), "#comparison p"));
    }

    [Fact]
    public void The_parts_of_the_cost_add_up()
    {
        var rows = SamplePage.Parse(SampleReport.Failed).QuerySelectorAll("#cost tbody tr, #cost tfoot tr").Select(Cells).ToList();
        Assert.Equal(["together", "1,248", "1,234", "1,240.1"], rows[^1]);
        Assert.Equal(1248, rows[..^1].Sum(row => long.Parse(row[1], NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void A_slice_is_a_picture_with_marks_and_says_what_it_shows()
    {
        var slices = SamplePage.Parse(SampleReport.Failed, null, SamplePage.Boundaries).QuerySelectorAll(".slices > li");
        Assert.Equal(2, slices.Length);
        Assert.StartsWith("data:image/png;base64,", slices[0].QuerySelector("image")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal("translate(100 0)", slices[0].QuerySelector("path.mark")!.GetAttribute("transform"));
        Assert.Null(slices[1].QuerySelector("path.mark"));
        Assert.Equal(["one 50 %", "not finite 25 %", "three 25 %"], slices[0].QuerySelectorAll(".legend li").Select(Trimmed));
    }

    [Fact]
    public void Files_that_are_not_beside_the_report_are_named()
    {
        var page = SamplePage.Parse(SampleReport.Failed);
        Assert.Contains("The witnesses' file evidence.safetensors is not beside the report", Text(page, "#gallery p"), StringComparison.Ordinal);
        Assert.Contains("The slices' file boundaries.safetensors is not beside the report", Text(page, "#boundaries p"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_the_same_in_every_culture()
    {
        var report = SamplePage.Report(30, 4);
        var evidence = SamplePage.Evidence(report, 1, 8, 8);
        Assert.Equal(
            Culture.In(CultureInfo.InvariantCulture, () => HtmlView.Render(report, evidence, SamplePage.Boundaries)),
            Culture.In(Culture.Comma, () => HtmlView.Render(report, evidence, SamplePage.Boundaries)));
    }

    [Fact]
    public void The_policy_allows_the_pages_own_style_and_scripts_and_nothing_else()
    {
        var page = SamplePage.Parse(SampleReport.Failed);
        var policy = page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content")!
            .Split("; ").Select(directive => directive.Split(' ')).ToDictionary(words => words[0], words => words[1..]);
        Assert.Equal(["'none'"], policy["default-src"]);
        Assert.Equal(["data:"], policy["img-src"]);
        Assert.Equal(page.QuerySelectorAll("style").Select(Digest), policy["style-src"]);
        Assert.Equal(page.QuerySelectorAll("script:not([type])").Select(Digest), policy["script-src"]);
    }

    [Fact]
    public void Nothing_on_the_page_comes_from_elsewhere()
    {
        var report = SamplePage.Report(9, 3);
        var page = SamplePage.Parse(report, SamplePage.Evidence(report, 3, 8, 8), SamplePage.Boundaries);
        Assert.NotEmpty(page.QuerySelectorAll("img"));
        Assert.All(page.QuerySelectorAll("[src], link[href], image[href]"), element =>
            Assert.StartsWith("data:", element.GetAttribute("src") ?? element.GetAttribute("href"), StringComparison.Ordinal));
        Assert.All(page.QuerySelectorAll("a[href]"), link => Assert.True(
            link.GetAttribute("href")!.StartsWith('#') || Codes.All.Any(code => code.HelpLink == link.GetAttribute("href"))));
    }

    [Fact]
    public void A_code_that_the_tool_does_not_know_is_no_link()
    {
        var report = SampleReport.Failed with { Diagnostics = [new DiagnosticEntry("javascript:alert(1)", "What it says.")] };
        var heading = SamplePage.Parse(report).QuerySelector("#diagnostics h3")!;
        Assert.Null(heading.QuerySelector("a"));
        Assert.Equal("javascript:alert(1)", Trimmed(heading));
    }

    private static string Digest(IElement element) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(element.TextContent)))}'";

    private static string Text(IDocument page, string selector) => Trimmed(page.QuerySelector(selector)!);

    private static string[] Cells(IElement row) => [.. row.Children.Select(Trimmed)];

    private static string Trimmed(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
