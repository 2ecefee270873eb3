using CsCheck;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports;

/// <summary>Reports are read as data that anybody may have written.</summary>
public sealed class ReportFileTests : IDisposable
{
    private static readonly string _text = ReportFile.Text(SampleReport.Failed);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_report_reads_back_to_the_same_text()
    {
        var path = _folder.File("report.json");
        ReportFile.Write(path, SampleReport.Failed);
        Assert.Equal(File.ReadAllText(path), ReportFile.Text(ReportFile.Read(path)));
    }

    [Fact]
    public void A_report_without_numbers_reads_back_to_the_same_text()
    {
        var text = ReportFile.Text(SampleReport.Invalid);
        Assert.Equal(text, ReportFile.Text(ReportFile.Read(_folder.Write("report.json", text))));
    }

    [Fact]
    public void The_mark_that_some_editors_begin_a_file_with_is_no_harm()
    {
        Assert.Equal(_text, ReportFile.Text(ReportFile.Read(_folder.Write("report.json", "\uFEFF" + _text))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"schemaVersion\": 1 }")]
    [InlineData("{ \"schemaVersion\": 0 }")]
    [InlineData("{ \"schemaVersion\": \"1\" }")]
    [InlineData("<!DOCTYPE html>")]
    public void Something_else_is_no_report(string content) => Refused("RG0602", content);

    [Fact]
    public void A_report_that_is_cut_off_is_no_report() => Refused("RG0602", _text[..(_text.Length / 2)]);

    [Theory]
    [InlineData("2")]
    [InlineData("1.5")]
    [InlineData("1e99")]
    public void A_report_of_a_later_version_is_said_to_be_one(string version)
    {
        var message = Refused("RG0603", $$"""{ "schemaVersion": {{version}}, "sections": [] }""");
        Assert.Contains($"its schemaVersion is {version}, and this robustness-gate reads 1;", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": null", "")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"green\"", "its verdict is none that there is")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"fail\", \"verdict\": \"pass\"", "")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"\\ud800\"", "a text in it is not Unicode")]
    [InlineData("\"Steps\": 40", "\"Steps\": 40, \"Steps\": 41", "")]
    [InlineData("\"Steps\": 40", "\"Steps\": 1e999", "a number in it is too large")]
    [InlineData("\"Steps\": 40", "\"Steps\": NaN", "")]
    [InlineData("\"seed\": 0", "\"seed\": 0.5", "")]
    [InlineData("\"zero\",", "null,", "a list in it holds null")]
    [InlineData("\"failures\": [", "\"failures\": [null, ", "a list in it holds null")]
    [InlineData("\"bounds\": [", "\"bounds\": [-1, ", "its threat model is none that there is")]
    [InlineData("\"norm\": \"Linf\"", "\"norm\": \"L7\"", "its threat model is none that there is")]
    [InlineData("\"count\": 2,", "\"count\": 3,", "its numbers do not add up")]
    [InlineData("\"value\": 0.4,", "\"value\": 0.5,", "its numbers do not add up")]
    [InlineData("\"outcome\": \"misclassified\"", "\"outcome\": \"robust\"", "its numbers do not add up")]
    [InlineData("\"outcome\": \"misclassified\"", "\"outcome\": \"fine\"", "what it says of an example cannot be")]
    [InlineData("\"index\": 1,", "\"index\": 0,", "it holds an example twice")]
    [InlineData("\"label\": 7,", "\"label\": -7,", "what it says of an example cannot be")]
    [InlineData("\"attempted\": 4,", "\"attempted\": -1,", "what it says of an attack cannot be")]
    [InlineData("\"confidence\": 0.95", "\"confidence\": 95", "a share in it is not between 0 and 1")]
    [InlineData("\"medianDistance\": 0.03", "\"medianDistance\": -0.03", "its curve has negative distances")]
    [InlineData("\"difference\": -0.2,", "\"difference\": -2,", "what it says of the change cannot be")]
    [InlineData("\"seconds\": 1240.125", "\"seconds\": -1", "a price in it is negative")]
    [InlineData("\"code\": \"RG1001\"", "\"code\": \"javascript:\"", "a code in it is none")]
    [InlineData("\"fingerprint\": \"b", "\"fingerprint\": \"", "a digest in it is none")]
    [InlineData("\"name\": \"evidence.safetensors\"", "\"name\": \"../../id_rsa\"", "it names other files than a run leaves beside it")]
    public void What_no_run_leaves_is_refused_with_a_reason(string written, string instead, string reason)
    {
        Assert.Contains(written, _text, StringComparison.Ordinal);
        Assert.Contains(reason, Refused("RG0602", _text.Replace(written, instead, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_a_folder_and_one_that_is_too_large_are_told_apart()
    {
        Assert.Contains("does not exist", Refused("RG0601", () => ReportFile.Read(_folder.File("none.json"))), StringComparison.Ordinal);
        Refused("RG0602", () => ReportFile.Read(_folder.Path));
        using (var large = File.Create(_folder.File("large.json")))
            large.SetLength(ReportFile.MostBytes + 1);
        Assert.Contains("larger than 256 MiB", Refused("RG0602", () => ReportFile.Read(_folder.File("large.json"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_report_is_read_or_refused()
    {
        var path = _folder.File("report.json");
        Damage.Of(System.Text.Encoding.UTF8.GetBytes(_text)).Sample(
            damaged =>
            {
                File.WriteAllBytes(path, damaged);
                try
                {
                    Assert.Null(ReportCheck.Problem(ReportFile.Read(path)));
                }
                catch (GateException exception)
                {
                    Assert.Contains(exception.Code.Id, (string[])["RG0602", "RG0603"]);
                }
            },
            iter: 1000,
            threads: 1);
    }

    private string Refused(string code, string content) => Refused(code, () => ReportFile.Read(_folder.Write("report.json", content)));

    private static string Refused(string code, Action read)
    {
        var exception = Assert.Throws<GateException>(read);
        Assert.Equal(code, exception.Code.Id);
        Assert.DoesNotContain('\n', exception.Message);
        Assert.EndsWith(".", exception.Message, StringComparison.Ordinal);
        return exception.Message;
    }
}
