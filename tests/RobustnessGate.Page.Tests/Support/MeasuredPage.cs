using System.Text.Json.Nodes;
using RobustnessGate.Page.Tests.Support;
using RobustnessGate.Runner.Boundaries;
using RobustnessGate.Runner.CommandLine;
using RobustnessGate.Runner.Evidence;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Reports.Html;

[assembly: AssemblyFixture(typeof(MeasuredPage))]

namespace RobustnessGate.Page.Tests.Support;

/// <summary>The page of a real run with every section filled: what the run does not measure itself, a training and a baseline, is put beside.</summary>
public sealed class MeasuredPage : IAsyncLifetime
{
    private static readonly string[] ClassNames = ["T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    private readonly string folder = Directory.CreateTempSubdirectory("robustness-gate-page-").FullName;

    public Uri Address => new(PathOf("report.html"));

    internal ReportDocument Report { get; private set; } = null!;

    internal EvidenceRecord Evidence { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllLinesAsync(PathOf("class-names.txt"), ClassNames);
        using var output = new StringWriter();
        var exitCode = await GateTool.Run(
            [
                "run", "--checkpoint", Fixture("fashion-convnet-adversarial.pt"), "--dataset", Fixture("fashion-256.npz"), "--class-names", PathOf("class-names.txt"),
                "--samples", "96", "--epsilon", "0.1", "--attack", "FGSM", "--attack", "PGD;Steps=10", "--attack", "Square;Queries=50", "--curve", "--slices", "4",
                "--robust-accuracy-min", "0.8", "--clean-accuracy-min", "0.75", "--reports", "none", "--output", folder,
            ],
            new ToolConsole(output, output),
            UseCases.InProcess,
            TestContext.Current.CancellationToken);
        Assert.True(exitCode == ExitCode.ThresholdCrossed, output.ToString());

        Evidence = EvidenceFile.Read(PathOf(EvidenceFile.FileName));
        Report = Filled(ReportFile.Read(PathOf(ReportFile.Name)));
        await File.WriteAllTextAsync(Address.LocalPath, HtmlView.Render(Report, Evidence, BoundariesFile.Read(PathOf(BoundariesFile.FileName))));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    private static ReportDocument Filled(ReportDocument measured) => measured with
    {
        Diagnostics = [new DiagnosticEntry("RG2009", "An attack without a limit broke 62 of 64 examples.") { Measured = 0.969, Threshold = 1 }],
        Tuning = new TuningEntry(
            measured.Inputs.Checkpoint,
            new FileEntry("natural.pt", measured.Inputs.Checkpoint.Sha256),
            "parent/report.json",
            0.923,
            0,
            "trades",
            new JsonObject { ["Beta"] = 6 },
            [.. Enumerable.Range(0, 9).Select(epoch => new EpochEntry(
                epoch, epoch == 0 ? null : 1.2 / epoch, 0.92 - (0.008 * epoch), epoch == 0 ? 0 : 0.72 - (0.5 / epoch), 0.001, 20_000, 18_000, 12.5, RolledBack: epoch == 3))],
            7,
            "all epochs done",
            new CostEntry(180_000, 160_000, 112.5)),
        Comparison = new ComparisonEntry(
            new FileEntry("App.robustness.verified.json", measured.Inputs.Checkpoint.Sha256),
            null,
            new ChangeEntry(
                new ShareChangeEntry(0.863, 0.859, -0.004, -0.016, 0.008, 2, 1, 1, ExceedsChance: false),
                new ShareChangeEntry(0.738, 0.703, -0.035, -0.062, -0.008, 10, 1, 0.012, ExceedsChance: true),
                [new ClassChangeEntry(0, 25, 21, 20, 1, 0), new ClassChangeEntry(6, 22, 9, 4, 5, 0)],
                [new ExampleChangeEntry(4, 6, "robust", "broken", null, "PGD"), new ExampleChangeEntry(10, 4, "broken", "robust", "FGSM", null)])),
    };
}
