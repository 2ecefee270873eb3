using RobustnessGate.Runner.Reports;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs that find the measurements of an earlier one.</summary>
public sealed class GateRunReuseTests : IDisposable
{
    private readonly GateSandbox gate = new();

    public void Dispose() => gate.Dispose();

    [Fact]
    public async Task A_changed_threshold_judges_the_recorded_measurements_again()
    {
        Assert.Equal(0, await gate.Run("--reuse"));
        var first = ReportFile.Read(gate.ReportPath);
        Assert.Equal(2, await gate.Run("--reuse", "--robust-accuracy-min", "1"));
        var second = ReportFile.Read(gate.ReportPath);
        // Times differ between any two measurements, so equal ones were not measured.
        Assert.Equal((first.Cost, first.Fingerprint, "fail"), (second.Cost, second.Fingerprint, second.Verdict));
        Assert.Equal(0, await gate.Run("--reuse"));
        Assert.Equal((first.Cost, "pass"), (ReportFile.Read(gate.ReportPath).Cost, ReportFile.Read(gate.ReportPath).Verdict));
    }

    [Fact]
    public async Task A_strict_run_fails_on_a_warning_and_its_measurements_are_judged_again()
    {
        Assert.Equal(1, await gate.Run("--reuse", "--strict"));
        Assert.StartsWith("robustness-gate: error RG2001: No threshold is set", gate.Error.ToString(), StringComparison.Ordinal);
        var first = ReportFile.Read(gate.ReportPath);
        Assert.Equal(0, await gate.Run("--reuse", "--strict", "--clean-accuracy-min", "0.5"));
        Assert.Equal((first.Cost, "invalid", "pass"), (ReportFile.Read(gate.ReportPath).Cost, first.Verdict, ReportFile.Read(gate.ReportPath).Verdict));
    }

    [Theory]
    [InlineData("--seed", "1")]
    [InlineData("--samples", "23")]
    [InlineData("--epsilon", "7/255")]
    public async Task Whatever_else_changes_is_measured_again(string option, string value)
    {
        await gate.Run("--reuse");
        var first = ReportFile.Read(gate.ReportPath);
        await gate.Run("--reuse", option, value);
        Assert.NotEqual(first.Fingerprint, ReportFile.Read(gate.ReportPath).Fingerprint);
    }

    [Fact]
    public async Task A_record_without_its_evidence_is_measured_again()
    {
        await gate.Run("--reuse");
        var first = ReportFile.Read(gate.ReportPath);
        gate.Folder.Write("evidence.safetensors", "other");
        await gate.Run("--reuse");
        Assert.NotEqual(first.Cost, ReportFile.Read(gate.ReportPath).Cost);
        Assert.Equal(first.Evidence, ReportFile.Read(gate.ReportPath).Evidence);
    }

    [Fact]
    public async Task A_record_without_its_slices_is_measured_again()
    {
        await gate.Run("--reuse", "--slices", "1");
        var first = ReportFile.Read(gate.ReportPath);
        File.Delete(gate.Folder.File("boundaries.safetensors"));
        await gate.Run("--reuse", "--slices", "1");
        Assert.NotEqual(first.Cost, ReportFile.Read(gate.ReportPath).Cost);
        Assert.Equal(first.Boundaries, ReportFile.Read(gate.ReportPath).Boundaries);
    }

    [Fact]
    public async Task Recorded_measurements_are_shown_anew_when_they_are_judged_again()
    {
        await gate.Run("--reuse");
        var before = GateSandbox.Views.ToDictionary(view => view, view => File.ReadAllText(gate.Folder.File(view)));
        await gate.Run("--reuse", "--robust-accuracy-min", "1");
        Assert.All(GateSandbox.Views, view => Assert.NotEqual(before[view], File.ReadAllText(gate.Folder.File(view))));
    }

    [Theory]
    [InlineData("--samples")]
    [InlineData("--reuse")]
    public async Task A_list_of_too_few_names_is_found_out_whether_measured_or_reused(string how)
    {
        await gate.Run("--reuse");
        string[] options = how == "--reuse" ? ["--reuse"] : ["--samples", "23"];
        Assert.Equal(1, await gate.Run([.. options, "--class-names", gate.Folder.Write("names.txt", "cat\ndog")]));
        Assert.Contains("error RG0210: The list of class names", gate.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Classes_and_features_have_names_that_change_nothing_that_is_measured()
    {
        string[] names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
        await gate.Run("--reuse");
        var nameless = ReportFile.Read(gate.ReportPath);
        string[] pixels = [.. Enumerable.Range(0, 784).Select(pixel => $"pixel {pixel}")];
        await gate.Run("--reuse", "--class-names", gate.Folder.Write("names.txt", string.Join('\n', names)), "--feature-names", gate.Folder.Write("pixels.txt", string.Join('\n', pixels)));
        var named = ReportFile.Read(gate.ReportPath);

        Assert.Null(nameless.Classes);
        Assert.Equal(names, named.Classes);
        Assert.Null(nameless.Features);
        Assert.Equal(pixels, named.Features);
        Assert.Contains("pixel ", File.ReadAllText(gate.Folder.File("report.html")), StringComparison.Ordinal);
        Assert.Equal((nameless.Fingerprint, nameless.Cost), (named.Fingerprint, named.Cost));
    }
}
