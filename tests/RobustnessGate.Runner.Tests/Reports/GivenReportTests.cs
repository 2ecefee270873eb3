using CsCheck;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Reports;

public sealed class GivenReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_report_of_a_run_is_read()
    {
        Assert.Equal(ReportFile.Text(SampleReport.Failed), ReportFile.Text(GivenReport.Read(folder.Write("report.json", ReportFile.Text(SampleReport.Failed)))));
    }

    [Theory]
    [InlineData("", "is no report")]
    [InlineData("[]", "is no report")]
    [InlineData("{ \"schemaVersion\": 1 }", "is no report")]
    [InlineData("{ \"schemaVersion\": 2, \"sections\": [] }", "has the schemaVersion 2, and this robustness-gate reads 1; use the version that wrote it.")]
    [InlineData("{ \"schemaVersion\": 1e99 }", "has the schemaVersion 1e99, and this robustness-gate reads 1; use the version that wrote it.")]
    public void What_is_no_report_is_explained(string content, string expected)
    {
        Assert.Contains(expected, Refused(folder.Write("report.json", content)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": null")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"fail\", \"verdict\": \"pass\"")]
    [InlineData("\"verdict\": \"fail\"", "\"verdict\": \"\\ud800\"")]
    [InlineData("\"Steps\": 40", "\"Steps\": 40, \"Steps\": 41")]
    [InlineData("\"seed\": 0", "\"seed\": 0.5")]
    [InlineData("\"zero\",", "null,")]
    [InlineData("\"failures\": [", "\"failures\": [null, ")]
    [InlineData("\"points\": [", "\"points\": [null, ")]
    [InlineData("\"bounds\": [", "\"bounds\": [0, ")]
    public void What_no_run_writes_is_refused(string written, string instead)
    {
        var text = ReportFile.Text(SampleReport.Failed);
        Assert.Contains(written, text, StringComparison.Ordinal);
        Assert.Contains("is no report", Refused(folder.Write("report.json", text.Replace(written, instead, StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_a_folder_and_one_that_is_too_large_are_told_apart()
    {
        Assert.Contains("does not exist", Refused(folder.File("none.json")), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Refused(folder.Path), StringComparison.Ordinal);
        using (var large = File.Create(folder.File("large.json")))
            large.SetLength(GivenReport.MostBytes + 1L);
        Assert.Contains("is larger than 64 MiB", Refused(folder.File("large.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_cut_off_or_damaged_anywhere_is_read_or_explained()
    {
        var text = ReportFile.Text(SampleReport.Failed);
        Gen.Select(Gen.Int[0, text.Length - 1], Gen.OneOf(Gen.Const(""), Gen.String["0123456789.,:{}[]\"\\nulltruefalse-eE"])).Sample(
            (at, instead) =>
            {
                var path = folder.Write("report.json", text[..at] + instead + (instead.Length == 0 ? "" : text[(at + 1)..]));
                try
                {
                    GivenReport.Read(path);
                }
                catch (GateException exception)
                {
                    Assert.Equal("RG0304", exception.Code.Id);
                }
            },
            threads: 1);
    }

    private static string Refused(string path)
    {
        var exception = Assert.Throws<GateException>(() => GivenReport.Read(path));
        Assert.Equal("RG0304", exception.Code.Id);
        return exception.Message;
    }
}
