using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using NJsonSchema;
using RobustnessGate.Attacks;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Settings;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs of the whole tool on a real checkpoint and real data.</summary>
public sealed partial class GateRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    private string ReportPath => folder.File("report.json");

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task A_crossed_threshold_fails_and_leaves_a_report_that_fits_its_schema()
    {
        Assert.Equal(2, await Run("--robust-accuracy-min", "1"));
        Assert.Matches(@"^robustness-gate: error RG1001: robust accuracy 0\.[0-9]+ is below RobustAccuracyMin 1 \([0-9]+ of 24 examples robust; weakest point: (FGSM|PGD) broke [0-9]+\)\. Report: .*report\.html\n$", error.ToString());
        Assert.Contains("verdict: fail", output.ToString(), StringComparison.Ordinal);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(ReportPath)));
        Assert.Equal(["evidence.safetensors", .. Views, "report.json"], Files());
    }

    [Fact]
    public async Task A_met_threshold_passes()
    {
        Assert.Equal(0, await Run("--clean-accuracy-min", "0.5"));
        Assert.Empty(error.ToString());
        Assert.Equal("pass", ReportFile.Read(ReportPath).Verdict);
    }

    [Fact]
    public async Task The_numbers_add_up()
    {
        await Run();
        var report = ReportFile.Read(ReportPath);
        Assert.Equal(24, report.Examples.Count);
        Assert.Equal(report.Metrics.RobustAccuracy!.Count, report.Examples.Count(example => example.Outcome == OutcomeText.Robust));
        Assert.Equal(report.Metrics.AttackSuccessRate!.Count, report.Examples.Count(example => example.Outcome == OutcomeText.Broken));
        Assert.Equal(report.Metrics.AttackSuccessRate.Count, report.Attacks.Sum(attack => attack.Broken));
        Assert.All(report.Examples.Where(example => example.Outcome == OutcomeText.Broken), example => Assert.InRange(example.Distance!.Value, 0, report.ThreatModel.Epsilon + 1e-6));
        var survivors = report.Examples.Count(example => example.Survives8bit == true);
        Assert.Equal(report.Metrics.CleanAccuracy!.Count - survivors, report.Metrics.RobustAccuracy8bit!.Count);
        Assert.All(report.Examples, example => Assert.Equal(example.Outcome == OutcomeText.Broken, example.Survives8bit is not null));
        Assert.True(report.Cost.ForwardPasses > report.Attacks.Sum(attack => attack.ForwardPasses));
    }

    [Fact]
    public async Task Two_runs_give_the_same_report_but_for_the_times()
    {
        await Run("--batch-size", "7");
        var first = Timeless(ReportPath);
        await Run("--batch-size", "7");
        Assert.Equal(first, Timeless(ReportPath));
    }

    [Fact]
    public async Task A_run_that_was_stopped_goes_on_to_the_same_report()
    {
        await Run("--batch-size", "2");
        var expected = Timeless(ReportPath);
        File.Delete(ReportPath);

        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(Settings(), new StoppingView(afterReports: 5), Silent, CancellationToken.None));
        Assert.False(File.Exists(ReportPath));
        Assert.True(File.Exists(folder.File("measurement.journal")));

        Assert.Equal(0, await Run("--batch-size", "2"));

        Assert.Contains("Going on where an earlier run stopped: ", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(expected, Timeless(ReportPath));
        Assert.Equal(["evidence.safetensors", .. Views, "report.json"], Files());
    }

    [Fact]
    public async Task Only_the_document_goes_to_standard_output_with_json()
    {
        await Run("--json");
        Assert.Equal(File.ReadAllText(ReportPath), output.ToString());
    }

    [Fact]
    public async Task A_changed_threshold_judges_the_recorded_measurements_again()
    {
        Assert.Equal(0, await Run("--reuse"));
        var first = ReportFile.Read(ReportPath);
        Assert.Equal(2, await Run("--reuse", "--robust-accuracy-min", "1"));
        var second = ReportFile.Read(ReportPath);
        // Times differ between any two measurements, so equal ones were not measured.
        Assert.Equal((first.Cost, first.Fingerprint, "fail"), (second.Cost, second.Fingerprint, second.Verdict));
        Assert.Equal(0, await Run("--reuse"));
        Assert.Equal((first.Cost, "pass"), (ReportFile.Read(ReportPath).Cost, ReportFile.Read(ReportPath).Verdict));
    }

    [Fact]
    public async Task A_strict_run_fails_on_a_warning_and_its_measurements_are_judged_again()
    {
        Assert.Equal(1, await Run("--reuse", "--strict"));
        Assert.StartsWith("robustness-gate: error RG2001: No threshold is set", error.ToString(), StringComparison.Ordinal);
        var first = ReportFile.Read(ReportPath);
        Assert.Equal(0, await Run("--reuse", "--strict", "--clean-accuracy-min", "0.5"));
        Assert.Equal((first.Cost, "invalid", "pass"), (ReportFile.Read(ReportPath).Cost, first.Verdict, ReportFile.Read(ReportPath).Verdict));
    }

    [Theory]
    [InlineData("--seed", "1")]
    [InlineData("--samples", "23")]
    [InlineData("--epsilon", "7/255")]
    public async Task Whatever_else_changes_is_measured_again(string option, string value)
    {
        await Run("--reuse");
        var first = ReportFile.Read(ReportPath);
        await Run("--reuse", option, value);
        Assert.NotEqual(first.Fingerprint, ReportFile.Read(ReportPath).Fingerprint);
    }

    [Fact]
    public async Task A_record_without_its_evidence_is_measured_again()
    {
        await Run("--reuse");
        var first = ReportFile.Read(ReportPath);
        folder.Write("evidence.safetensors", "other");
        await Run("--reuse");
        Assert.NotEqual(first.Cost, ReportFile.Read(ReportPath).Cost);
        Assert.Equal(first.Evidence, ReportFile.Read(ReportPath).Evidence);
    }

    [Fact]
    public async Task Two_runs_leave_the_same_snapshot_to_the_byte_and_the_accepted_one_is_the_baseline()
    {
        var (verified, received) = (folder.File("App.robustness.verified.json"), folder.File("App.robustness.received.json"));
        string[] limited = ["--robust-accuracy-max-drop", "0", "--baseline", verified];

        Assert.Equal(1, await Run(limited));
        Assert.Contains("error RG0301: there is no baseline, so RobustAccuracyMaxDrop 0 has nothing to compare with", error.ToString(), StringComparison.Ordinal);
        var first = File.ReadAllBytes(received);
        File.Delete(received);
        Assert.Equal(1, await Run(limited));
        Assert.Equal(first, File.ReadAllBytes(received));

        Assert.Equal(0, await GateTool.Run(["accept", received], new ToolConsole(output, error), UseCases.OfTool, TestContext.Current.CancellationToken));
        Assert.Equal(0, await Run(limited));
        Assert.False(File.Exists(received));
        Assert.Empty(ReportFile.Read(ReportPath).Comparison!.Change!.Examples);
        Assert.Equal(1, await Run([.. limited, "--seed", "1"]));
        Assert.Contains("error RG0303: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fall_against_the_baseline_names_what_broke_and_leaves_the_baseline_alone()
    {
        await Run("--checkpoint", Fixture.PathOf("fashion-convnet-adversarial.pt"));
        var before = ReportFile.Read(ReportPath);
        var baseline = folder.Write("baseline.json", File.ReadAllText(ReportPath));

        Assert.Equal(2, await Run("--robust-accuracy-max-drop", "0.01", "--baseline", baseline));

        var after = ReportFile.Read(ReportPath);
        var change = after.Comparison!.Change!;
        Assert.Matches(@"error RG1004: robust accuracy fell by 0\.[0-9]+ from 0\.[0-9]+ to 0\.[0-9]+, more than RobustAccuracyMaxDrop 0\.01 \([0-9]+ examples? broke and [0-9]+ w(as|ere) repaired, (no )?more than chance explains, p [<=] 0\.[0-9]+\)\. Report: ", error.ToString());
        Assert.Equal(before.Metrics.RobustAccuracy!.Count - after.Metrics.RobustAccuracy!.Count, change.RobustAccuracy.Lost - change.RobustAccuracy.Gained);
        Assert.Equal(before.Metrics.RobustAccuracy.Value, after.Thresholds.BaselineRobustAccuracy);
        Assert.True(File.Exists(folder.File("baseline.received.json")));
        Assert.Equal(ReportFile.Text(before), File.ReadAllText(baseline));
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(ReportPath)));
    }

    [Fact]
    public async Task A_missing_baseline_is_no_reason_to_train()
    {
        Assert.Equal(1, await Run(
            "--robust-accuracy-max-drop", "0", "--baseline", folder.File("App.robustness.verified.json"),
            "--fine-tune", "OnFailure", "--training-data", Fixture.PathOf("fashion-256.npz")));
        Assert.Contains("error RG0301: ", error.ToString(), StringComparison.Ordinal);
        Assert.Null(ReportFile.Read(ReportPath).Tuning);
        Assert.Empty(Directory.GetFiles(folder.Path, "tuned.*"));
    }

    [Fact]
    public async Task A_mask_keeps_the_attacks_off_what_it_freezes()
    {
        var shares = new float[28 * 28];
        Array.Fill(shares, 1, 0, 14 * 28);
        var mask = folder.Write("mask.npy", NpzBytes.Array("<f4", "(1, 28, 28)", MemoryMarshal.AsBytes<float>(shares).ToArray()));

        Assert.Equal(0, await Run("--epsilon", "0.2", "--mask", mask));

        var report = ReportFile.Read(ReportPath);
        Assert.Equal("mask.npy", report.ThreatModel.Mask!.Name);
        Assert.Contains(", masked by mask.npy;", output.ToString(), StringComparison.Ordinal);
        using var scope = NewDisposeScope();
        var evidence = EvidenceFile.Read(folder.File("evidence.safetensors"));
        Assert.NotEmpty(evidence.Entries);
        using var data = DatasetLoader.Load(Fixture.PathOf("fashion-256.npz"), Bounds.Unit, 24, shuffle: false, seed: 0);
        foreach (var entry in evidence.Entries)
        {
            Assert.True(allclose(data.Inputs.narrow(0, entry.Index, 1), entry.Clean!, 0, 0));
            var change = (entry.Witness - entry.Clean!).abs();
            Assert.Equal(0, change.narrow(2, 14, 14).max().item<float>());
            Assert.InRange(change.max().item<float>(), 1e-3f, 0.2f + 1e-6f);
        }
    }

    [Fact]
    public async Task A_mask_of_another_shape_is_said_so()
    {
        var mask = folder.Write("mask.npy", NpzBytes.Array("<f4", "(2,)", new byte[8]));
        Assert.Equal(1, await Run("--mask", mask));
        Assert.StartsWith("robustness-gate: error RG0209: The mask", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_writes_the_views_that_are_asked_for_and_takes_the_others_away()
    {
        await Run("--reports", "html,junit");
        Assert.Equal(["evidence.safetensors", "report.html", "report.junit.xml", "report.json"], Files());
        Assert.Contains("report.html\n", output.ToString(), StringComparison.Ordinal);

        var notOurs = folder.Write("report.txt", "mine");
        await Run("--reuse", "--reports", "sarif");
        Assert.Equal(["evidence.safetensors", "report.sarif", "report.txt", "report.json"], Files());
        Assert.Contains("report.json\n", output.ToString(), StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(notOurs));

        await Run("--reuse", "--reports", "none");
        Assert.Equal(["evidence.safetensors", "report.txt", "report.json"], Files());
    }

    [Fact]
    public async Task A_folder_without_a_report_loses_no_file_of_a_view_s_name()
    {
        folder.Write("report.md", "mine");
        await Run("--reports", "none");
        Assert.Equal("mine", File.ReadAllText(folder.File("report.md")));
    }

    [Fact]
    public async Task Views_are_written_before_the_report()
    {
        Directory.CreateDirectory(folder.File("report.html"));
        Assert.Equal(1, await Run());
        Assert.Contains("error RG3003: ", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(ReportPath));
    }

    [Fact]
    public async Task Recorded_measurements_are_shown_anew_when_they_are_judged_again()
    {
        await Run("--reuse");
        var before = Views.ToDictionary(view => view, view => File.ReadAllText(folder.File(view)));
        await Run("--reuse", "--robust-accuracy-min", "1");
        Assert.All(Views, view => Assert.NotEqual(before[view], File.ReadAllText(folder.File(view))));
    }

    [Fact]
    public async Task Classes_have_names_that_change_nothing_that_is_measured()
    {
        string[] names = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];
        await Run("--reuse");
        var nameless = ReportFile.Read(ReportPath);
        await Run("--reuse", "--class-names", folder.Write("names.txt", string.Join('\n', names)));
        var named = ReportFile.Read(ReportPath);

        Assert.Null(nameless.Classes);
        Assert.Equal(names, named.Classes);
        Assert.Equal((nameless.Fingerprint, nameless.Cost), (named.Fingerprint, named.Cost));
    }

    [Theory]
    [InlineData("--samples")]
    [InlineData("--reuse")]
    public async Task A_list_of_too_few_names_is_found_out_whether_measured_or_reused(string how)
    {
        await Run("--reuse");
        string[] options = how == "--reuse" ? ["--reuse"] : ["--samples", "23"];
        Assert.Equal(1, await Run([.. options, "--class-names", folder.Write("names.txt", "cat\ndog")]));
        Assert.Contains("error RG0210: The list of class names", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slices_that_are_asked_for_are_stored_and_paid_for()
    {
        await Run("--slices", "0");
        var without = ReportFile.Read(ReportPath);
        await Run("--slices", "3");
        var report = ReportFile.Read(ReportPath);

        using var scope = NewDisposeScope();
        var slices = BoundariesFile.Read(folder.File("boundaries.safetensors")).Slices;
        Assert.Equal(3, slices.Select(slice => slice.Index).Distinct().Count());
        Assert.All(slices, slice => Assert.Equal(report.Examples[(int)slice.Index].Predicted, slice.Classes[15, 15]));
        Assert.True(report.Boundaries!.IsIn(folder.Path));
        Assert.Null(without.Boundaries);
        Assert.NotEqual(without.Fingerprint, report.Fingerprint);
        Assert.InRange(report.Cost.ForwardPasses - without.Cost.ForwardPasses, 3 * 961, 3 * 962);
    }

    [Fact]
    public async Task A_short_run_has_no_slices_unless_they_are_asked_for()
    {
        await Run();
        Assert.Null(ReportFile.Read(ReportPath).Boundaries);
    }

    [Fact]
    public async Task A_record_without_its_slices_is_measured_again()
    {
        await Run("--reuse", "--slices", "1");
        var first = ReportFile.Read(ReportPath);
        File.Delete(folder.File("boundaries.safetensors"));
        await Run("--reuse", "--slices", "1");
        Assert.NotEqual(first.Cost, ReportFile.Read(ReportPath).Cost);
        Assert.Equal(first.Boundaries, ReportFile.Read(ReportPath).Boundaries);
    }

    [Fact]
    public void A_run_that_was_stopped_between_slices_goes_on_to_the_same_bytes()
    {
        var settings = Settings() with { Slices = 2 };
        GateRun.Execute(settings, new StoppingView(int.MaxValue), Silent, TestContext.Current.CancellationToken);
        var (report, slices) = (Timeless(ReportPath), File.ReadAllBytes(folder.File("boundaries.safetensors")));
        File.Delete(ReportPath);
        File.Delete(folder.File("boundaries.safetensors"));

        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(settings, new StoppingView(int.MaxValue, afterSlices: 1), Silent, CancellationToken.None));
        Assert.False(File.Exists(ReportPath));
        GateRun.Execute(settings, new StoppingView(int.MaxValue), Silent, TestContext.Current.CancellationToken);

        Assert.Equal(report, Timeless(ReportPath));
        Assert.Equal(slices, File.ReadAllBytes(folder.File("boundaries.safetensors")));
    }

    [Fact]
    public async Task The_curve_agrees_with_the_verdict_and_its_successes_are_stored()
    {
        var settings = Settings() with { Curve = new Suite("curve", [new Ray()]) };
        var report = GateRun.Execute(settings, new StoppingView(int.MaxValue), Silent, TestContext.Current.CancellationToken);

        var curve = report.Curve!;
        Assert.Equal(report.Metrics.CleanAccuracy!.Value, curve.Points[0].RobustAccuracy);
        Assert.Equal(report.Metrics.RobustAccuracy!.Value, curve.Points.Single(point => point.Epsilon.Equals(8.0 / 255)).RobustAccuracy);
        var half = report.Metrics.CleanAccuracy.Value!.Value / 2;
        Assert.All(curve.Points, point => Assert.True(point.Epsilon < curve.MedianDistance ? point.RobustAccuracy >= half : point.RobustAccuracy <= half));
        Assert.Equal(("Ray", report.Metrics.CleanAccuracy.Count), (Assert.Single(curve.Attacks).Name, curve.Attacks[0].Attempted));
        using var scope = NewDisposeScope();
        var stored = EvidenceFile.Read(folder.File("curve.safetensors")).Entries;
        Assert.Equal(report.Metrics.CleanAccuracy.Count - (long)Math.Round(curve.Points[^1].RobustAccuracy * 24), stored.Count);
        Assert.Contains(stored, entry => entry.Distance > 8.0 / 255);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(File.ReadAllText(ReportPath)));
    }

    [Fact]
    public void A_curve_that_was_stopped_goes_on_to_the_same_report()
    {
        var settings = Settings() with { Curve = new Suite("curve", [new Ray()]) };
        GateRun.Execute(settings, new StoppingView(int.MaxValue), Silent, TestContext.Current.CancellationToken);
        var expected = Timeless(ReportPath);
        File.Delete(ReportPath);
        Assert.Throws<OperationCanceledException>(() => GateRun.Execute(settings, new StoppingView(15), Silent, CancellationToken.None));
        Assert.False(File.Exists(ReportPath));
        GateRun.Execute(settings, new StoppingView(int.MaxValue), Silent, TestContext.Current.CancellationToken);
        Assert.Equal(expected, Timeless(ReportPath));
    }

    [Fact]
    public async Task A_failing_run_leaves_the_report_before_it_alone()
    {
        await Run();
        var before = File.ReadAllText(ReportPath);
        Assert.Equal(1, await Run("--device", "cuda:99"));
        Assert.Contains("error RG3002: ", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(ReportPath));
    }

    [Fact]
    public async Task An_output_that_is_a_file_is_called_that_and_left_alone()
    {
        var file = folder.Write("file", "mine");
        Assert.Equal(1, await Run("--output", file));
        Assert.Equal($"robustness-gate: error RG3003: The output '{file}' is a file; set RobustnessOutput (--output) to a folder.\n", error.ToString());
        Assert.Equal("mine", File.ReadAllText(file));
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_found_out_before_the_work()
    {
        var file = folder.Write("file", "");
        Assert.Equal(1, await Run("--output", Path.Combine(file, "out")));
        Assert.Contains("error RG3003: ", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("verdict", output.ToString(), StringComparison.Ordinal);
    }

    private static MessageLog Silent => new(new TextSink(TextWriter.Null), Verbosity.Quiet);

    // What Run gives, with batches of two.
    private GateSettings Settings() => SettingsParser.Parse(Given.Attacks(null, "FGSM", "PGD;Steps=2").OverriddenBy(Given.Options(
        (SettingCatalog.Suite, null),
        (SettingCatalog.Checkpoint, Fixture.PathOf("fashion-convnet-natural.pt")),
        (SettingCatalog.Dataset, Fixture.PathOf("fashion-256.npz")),
        (SettingCatalog.Samples, "24"),
        (SettingCatalog.BatchSize, "2"),
        (SettingCatalog.Output, folder.Path))));

    /// <summary>Looks along the sign of the first gradient.</summary>
    [CatalogEntry("Ray", "Looks along the sign of the first gradient.", "made for this test")]
    private sealed record Ray : Attack
    {
        public override bool IsMinimumNorm => true;

        public override void Start(Rows rows) => rows["direction"] = rows.Differentiate(rows.Clean, AttackLosses.CrossEntropy).Gradient.sign();

        public override void Step(Rows rows)
        {
            rows.Evaluate(rows.Box.Clamp(rows.Clean + rows["direction"] * rows.Schedule(iteration => 0.004 * (iteration + 1))));
            rows.FinishAfter(40);
        }
    }

    /// <summary>Stands for whatever stops a run in the middle.</summary>
    private sealed class StoppingView(int afterReports, int afterSlices = int.MaxValue) : IProgressView, IProgress<WorkProgress>
    {
        private int reports;
        private int slices;

        public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work) => work(this);

        public void Report(WorkProgress value)
        {
            if (++reports == afterReports || (value.Count.EndsWith("slices", StringComparison.Ordinal) && ++slices == afterSlices))
                throw new OperationCanceledException();
        }
    }

    private Task<int> Run(params string[] options)
    {
        error.GetStringBuilder().Clear();
        output.GetStringBuilder().Clear();
        var defaults = new (string Option, string Value)[]
        {
            ("--checkpoint", Fixture.PathOf("fashion-convnet-natural.pt")),
            ("--dataset", Fixture.PathOf("fashion-256.npz")),
            ("--epsilon", "8/255"),
            ("--samples", "24"),
            ("--output", folder.Path),
        };
        string[] arguments =
        [
            "run", "--attack", "FGSM", "--attack", "PGD;Steps=2",
            .. defaults.Where(pair => !options.Contains(pair.Option)).SelectMany(pair => new[] { pair.Option, pair.Value }),
            .. options,
        ];
        return GateTool.Run(arguments, new ToolConsole(output, error), UseCases.OfTool, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Views => ReportViews.All.Select(view => view.FileName).Order(StringComparer.Ordinal);

    // The report last.
    private IEnumerable<string> Files() => Directory.GetFiles(folder.Path)
        .Select(path => Path.GetFileName(path))
        .Where(name => name != "names.txt")
        .OrderBy(name => name == "report.json").ThenBy(name => name, StringComparer.Ordinal);

    private static string Timeless(string path) => Seconds().Replace(File.ReadAllText(path), "\"seconds\": 0");

    [GeneratedRegex("\"seconds\": [0-9.E+-]+")]
    private static partial Regex Seconds();
}
