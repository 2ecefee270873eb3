namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>What runs write, and what they leave alone.</summary>
public sealed class GateRunOutputTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task A_run_writes_the_views_that_are_asked_for_and_takes_the_others_away()
    {
        await gate.Run("--reports", "html,junit");
        Assert.Equal(["evidence.safetensors", "report.html", "report.junit.xml", "report.json"], gate.Files());
        Assert.Contains("report.html\n", gate.Output.ToString(), StringComparison.Ordinal);

        var notOurs = gate.Folder.Write("report.txt", "mine");
        await gate.Run("--reuse", "--reports", "sarif");
        Assert.Equal(["evidence.safetensors", "report.sarif", "report.txt", "report.json"], gate.Files());
        Assert.Contains("report.json\n", gate.Output.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(notOurs));

        await gate.Run("--reuse", "--reports", "none");
        Assert.Equal(["evidence.safetensors", "report.txt", "report.json"], gate.Files());
    }

    [Fact]
    public async Task A_folder_without_a_report_loses_no_file_of_a_view_s_name()
    {
        gate.Folder.Write("report.md", "mine");
        await gate.Run("--reports", "none");
        Assert.Equal("mine", File.ReadAllText(gate.Folder.File("report.md")));
    }

    [Fact]
    public async Task Views_are_written_before_the_report()
    {
        Directory.CreateDirectory(gate.Folder.File("report.html"));
        Assert.Equal(1, await gate.Run());
        Assert.Contains("error RG3003: ", gate.Error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(gate.ReportPath));
    }

    [Fact]
    public async Task A_failing_run_leaves_the_report_before_it_alone()
    {
        await gate.Run();
        var before = File.ReadAllText(gate.ReportPath);
        Assert.Equal(1, await gate.Run("--device", "cuda:99"));
        Assert.Contains("error RG3002: ", gate.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(gate.ReportPath));
    }

    [Fact]
    public async Task An_output_that_is_a_file_is_called_that_and_left_alone()
    {
        var file = gate.Folder.Write("file", "mine");
        Assert.Equal(1, await gate.Run("--output", file));
        Assert.Equal($"robustness-gate: error RG3003: '{file}' is a file and not a folder; set RobustnessOutput (--output) to a writable folder.\n", gate.Error.ToString());
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_found_out_before_the_work()
    {
        var file = gate.Folder.Write("file", "");
        Assert.Equal(1, await gate.Run("--output", Path.Combine(file, "out")));
        Assert.Contains("error RG3003: ", gate.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("verdict", gate.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_document_goes_to_standard_output_with_json()
    {
        await gate.Run("--json");
        Assert.Equal(File.ReadAllText(gate.ReportPath), gate.Output.ToString());
    }
}
