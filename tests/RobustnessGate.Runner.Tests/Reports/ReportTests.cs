using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports;

public class ReportTests
{
    public static TheoryData<string> Cultures => new("invariant", "comma");

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_document_is_the_same_in_every_culture(string culture)
    {
        Snapshot.Verify("Reports", "report", In(culture, () => ReportFile.Text(SampleReport.Failed)), "json");
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void The_summary_of_a_failure_is_the_same_in_every_culture(string culture)
    {
        Snapshot.Verify("Reports", "summary-fail", In(culture, () => Summary(SampleReport.Failed)));
    }

    [Fact]
    public void The_summary_of_an_invalid_run_says_that_nothing_was_measured()
    {
        Snapshot.Verify("Reports", "summary-invalid", Summary(SampleReport.Invalid));
    }

    [Fact]
    public void The_summary_compares_with_the_baseline_when_a_drop_is_limited()
    {
        var settings = SampleReport.Settings(new Thresholds(RobustAccuracyMaxDrop: 0.05));
        Snapshot.Verify("Reports", "summary-drop", Summary(Verdicts.Judged(SampleReport.Measured, settings)));
    }

    [Fact]
    public void The_summary_has_no_escape_sequences_outside_a_terminal()
    {
        const string variable = "GITHUB_ACTIONS";
        var before = Environment.GetEnvironmentVariable(variable);
        try
        {
            Environment.SetEnvironmentVariable(variable, "true");
            Assert.DoesNotContain('\u001b', Summary(SampleReport.Failed));
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    [Fact]
    public async Task The_schema_accepts_every_kind_of_report()
    {
        var schema = await Schema();
        Assert.Empty(schema.Validate(ReportFile.Text(SampleReport.Failed)));
        Assert.Empty(schema.Validate(ReportFile.Text(SampleReport.Invalid)));
    }

    [Theory]
    [InlineData("verdict", "\"green\"")]
    [InlineData("schemaVersion", "2")]
    [InlineData("fingerprint", "\"b\"")]
    [InlineData("extra", "1")]
    public async Task The_schema_rejects_what_is_no_report(string key, string value)
    {
        var report = JsonNode.Parse(ReportFile.Text(SampleReport.Failed))!.AsObject();
        report[key] = JsonNode.Parse(value);
        Assert.NotEmpty((await Schema()).Validate(report.ToJsonString()));
    }

    [Fact]
    public async Task The_schema_requires_every_key_that_reports_have_and_no_other()
    {
        var report = JsonNode.Parse(ReportFile.Text(SampleReport.Failed))!.AsObject();
        var schema = await Schema();
        Assert.Equal(report.Select(member => member.Key), schema.RequiredProperties);
        Assert.Equal(report.Select(member => member.Key), schema.Properties.Keys);
    }

    [Fact]
    public void A_failure_is_said_where_the_threshold_is_declared()
    {
        Assert.Equal(
            (2,
                """
                robustness-gate: warning RG2005: 1 examples were broken by inputs on which the model returns values that are not finite; they count as broken.
                App.csproj(12,5): error RG1001: robust accuracy 0.400 is below RobustAccuracyMin 0.45 (2 of 5 examples robust; weakest point: PGD broke 2). Report: obj/report.json

                """),
            Messages(SampleReport.Failed));
    }

    [Fact]
    public void An_invalid_run_fails_with_what_was_wrong()
    {
        var (exitCode, text) = Messages(SampleReport.Invalid);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("robustness-gate: error RG3011: The model returns the same output", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_thresholds_a_run_passes_with_a_warning()
    {
        var report = Verdicts.Judged(SampleReport.Measured, SampleReport.Settings(new Thresholds()));
        Assert.Equal("pass", report.Verdict);
        Assert.Equal(["RG2005", "RG2001"], report.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Equal(0, Messages(report).ExitCode);
    }

    [Fact]
    public void A_strict_run_with_a_warning_is_invalid_and_says_which()
    {
        var strict = SampleReport.Settings(new Thresholds(CleanAccuracyMin: 0.75)) with { Strict = true };
        var report = Verdicts.Judged(SampleReport.Measured, strict);
        Assert.Equal("invalid", report.Verdict);
        Assert.Equal(
            (1, "robustness-gate: error RG2005: 1 examples were broken by inputs on which the model returns values that are not finite; they count as broken. RobustnessStrict (--strict) lets no warning pass. Report: obj/report.json\n"),
            Messages(report));
    }

    [Fact]
    public void A_strict_run_needs_a_threshold()
    {
        var strict = SampleReport.Settings(new Thresholds()) with { Strict = true };
        var report = Verdicts.Judged(SampleReport.Measured with { Diagnostics = [] }, strict);
        Assert.Equal(("invalid", "RG2001"), (report.Verdict, Assert.Single(report.Diagnostics).Code));
    }

    [Fact]
    public void Judging_again_replaces_the_judgement_and_nothing_else()
    {
        var ungated = Verdicts.Judged(SampleReport.Failed, SampleReport.Settings(new Thresholds()));
        var again = Verdicts.Judged(ungated, SampleReport.Settings(new Thresholds(RobustAccuracyMin: 0.45, CleanAccuracyMin: 0.75)));
        Assert.Equal(ReportFile.Text(SampleReport.Failed), ReportFile.Text(again));
    }

    private static (int ExitCode, string Text) Messages(ReportDocument report)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        return (VerdictMessages.Write(report, "obj/report.json", new MessageLog(new TextSink(writer), Verbosity.Normal)), writer.ToString());
    }

    private static string Summary(ReportDocument report)
    {
        using var writer = new StringWriter();
        SummaryView.Write(ConsoleFactory.Create(writer, rich: false), report, "obj/robustness/report.json");
        return string.Join('\n', writer.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }

    private static string In(string culture, Func<string> work) =>
        Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, work);

    private static Task<JsonSchema> Schema() =>
        JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
}
