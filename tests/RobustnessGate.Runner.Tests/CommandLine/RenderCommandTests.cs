using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Reports;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.CommandLine;

/// <summary>Views that are made of a report again.</summary>
public sealed class RenderCommandTests : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task Every_view_is_written_beside_the_report_and_named()
    {
        var report = StoredReport.In(folder);

        Assert.Equal(0, await Run(report));

        Assert.Equal(ReportViews.All.Select(view => folder.File(view.FileName)), output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(ReportViews.All, view => Assert.NotEmpty(File.ReadAllText(folder.File(view.FileName))));
        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task Views_go_to_another_folder_where_that_is_named()
    {
        var report = StoredReport.In(folder);

        Assert.Equal(0, await Run(report, "--output", folder.File("elsewhere"), "--reports", "junit,html"));

        Assert.Equal(["report.html", "report.junit.xml"], Directory.GetFiles(folder.File("elsewhere")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.False(File.Exists(folder.File("report.html")));
    }

    [Theory]
    [InlineData("evidence.safetensors")]
    [InlineData("boundaries.safetensors")]
    public async Task A_file_that_is_missing_damaged_or_another_is_done_without_and_named(string name)
    {
        var report = StoredReport.In(folder);
        folder.Write(name, "other");

        Assert.Equal(0, await Run(report));
        Assert.StartsWith($"robustness-gate: warning RG0604: The file {name} that the report names is not beside it, or is another,", error.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(File.ReadAllText(folder.File("report.html")));

        File.Delete(folder.File(name));
        Assert.Equal(0, await Run(report));
        Assert.Contains("warning RG0604", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_page_needs_what_lies_beside_the_report()
    {
        var report = StoredReport.In(folder);
        File.Delete(folder.File("evidence.safetensors"));

        Assert.Equal(0, await Run(report, "--reports", "markdown,sarif,junit"));

        Assert.Empty(error.ToString());
    }

    [Fact]
    public async Task What_is_no_report_is_said_so_and_nothing_is_written()
    {
        var other = folder.Write("other.json", "{}");

        Assert.Equal(1, await Run(other, "--output", folder.File("out")));

        Assert.StartsWith("robustness-gate: error RG0602: The report '", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(output.ToString());
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Fact]
    public async Task A_view_that_there_is_not_is_a_wrong_command_line()
    {
        Assert.Equal(64, await Run(StoredReport.In(folder), "--reports", "pdf"));
        Assert.StartsWith("robustness-gate: error RG0001: --reports is 'pdf', and 'pdf' is no view of a report", error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> Run(params string[] arguments)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        return GateTool.Run(["render", .. arguments], new ToolConsole(output, error), UseCases.InProcess, TestContext.Current.CancellationToken);
    }
}
