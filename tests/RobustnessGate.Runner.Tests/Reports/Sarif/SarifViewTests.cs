using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Sarif;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports.Sarif;

public sealed class SarifViewTests : IDisposable
{
    private static readonly ReportDocument Passed = Verdicts.Judged(
        SampleReport.Measured with { Diagnostics = [] }, SampleReport.Settings(new Thresholds(CleanAccuracyMin: 0.75)));

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Kinds => new("fail", "pass", "invalid");

    private static Dictionary<string, ReportDocument> Reports { get; } = new()
    {
        ["fail"] = SampleReport.Failed,
        ["pass"] = Passed,
        ["invalid"] = SampleReport.Invalid,
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("invariant")]
    [InlineData("comma")]
    public void The_view_is_the_same_in_every_culture(string culture)
    {
        var text = Culture.In(culture == "comma" ? Culture.Comma : CultureInfo.InvariantCulture, () => SarifView.Render(SampleReport.Failed, "src/App"));
        Snapshot.Verify("Reports/Sarif", "fail", text, "sarif");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_official_validator_finds_nothing_by_GitHub_s_rules_nor_its_own(string kind)
    {
        var (exitCode, output) = NodeTools.ValidateSarif(folder.Write($"{kind}.sarif", SarifView.Render(Reports[kind])));
        Assert.DoesNotContain(": error ", output, StringComparison.Ordinal);
        Assert.DoesNotContain(": warning ", output, StringComparison.Ordinal);
        Assert.Contains("Analysis completed successfully.", output, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public void The_official_validator_finds_fault_with_something_else()
    {
        var broken = JsonNode.Parse(SarifView.Render(SampleReport.Failed))!;
        broken["runs"]![0]!["results"]![0]!.AsObject().Remove("locations");
        Assert.Contains("error GH", NodeTools.ValidateSarif(folder.Write("broken.sarif", broken.ToJsonString())).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pass_has_no_results_but_says_so()
    {
        Assert.Empty(Results(Passed));
    }

    [Fact]
    public void A_crossed_threshold_is_an_error_and_a_diagnostic_a_warning_both_where_the_threshold_is_declared()
    {
        Assert.Equal(
            [("RG1001", "error", "src/App/App.csproj", 12), ("RG2005", "warning", "src/App/App.csproj", 12)],
            Results(SampleReport.Failed, "src/App").Select(result => (
                (string)result["ruleId"]!,
                (string)result["level"]!,
                (string)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!,
                (int)result["locations"]![0]!["physicalLocation"]!["region"]!["startLine"]!)));
    }

    [Fact]
    public void The_fingerprint_stays_when_numbers_and_lines_change()
    {
        var moved = SampleReport.Failed with { Failures = [SampleReport.Failed.Failures[0] with { Message = "robust accuracy 0.300 ...", DeclaredAt = "App.csproj(99,1)" }] };
        Assert.Equal(Fingerprints(SampleReport.Failed), Fingerprints(moved));
        var other = SampleReport.Failed with { Inputs = SampleReport.Failed.Inputs with { Checkpoint = new FileEntry("other.pt", "") } };
        Assert.NotEqual(Fingerprints(SampleReport.Failed), Fingerprints(other));
    }

    [Theory]
    [InlineData("", "App.csproj", "App.csproj")]
    [InlineData("src/App", "../../Directory.Build.props", "Directory.Build.props")]
    [InlineData("src/App", "..\\Directory.Build.props", "src/Directory.Build.props")]
    [InlineData("src", "../../Outside.props", "Outside.props")]
    [InlineData("src", "/home/me/App.csproj", "App.csproj")]
    [InlineData("src", "C:\\me\\App.csproj", "App.csproj")]
    [InlineData("my models", "net #1.csproj", "my%20models/net%20%231.csproj")]
    public void A_file_is_named_from_the_repository_s_root(string from, string file, string uri)
    {
        Assert.Equal(uri, RepositoryPath.Uri(from, file));
    }

    [Fact]
    public void The_repository_s_root_is_where_git_keeps_its_files()
    {
        Directory.CreateDirectory(Path.Combine(folder.Path, ".git"));
        var project = Directory.CreateDirectory(Path.Combine(folder.Path, "src", "App")).FullName;
        Assert.Equal(("src/App", ""), (RepositoryPath.Folder(project), RepositoryPath.Folder(folder.Path)));
    }

    [Fact]
    public void Whatever_a_report_holds_the_view_is_SARIF_and_links_nowhere()
    {
        HostileReport.Text.Array[8].Sample(
            texts =>
            {
                var next = 0;
                var results = Results(HostileReport.Of(SampleReport.Failed, (_, _) => texts[next++ % texts.Length]));
                Assert.Equal(2, results.Count);
                foreach (var result in results)
                {
                    Assert.DoesNotMatch(@"(?<!\\)(\\\\)*\[", (string)result["message"]!["text"]!);
                    Assert.True(Uri.TryCreate((string)result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!, UriKind.Relative, out _));
                }
            },
            iter: 1250);
    }

    private static IReadOnlyList<JsonNode> Results(ReportDocument report, string from = "") =>
        [.. JsonNode.Parse(SarifView.Render(report, from))!["runs"]![0]!["results"]!.AsArray().Select(result => result!)];

    private static string Fingerprints(ReportDocument report) =>
        JsonSerializer.Serialize(Results(report).Select(result => (string)result["partialFingerprints"]!["primaryLocationLineHash"]!));
}
