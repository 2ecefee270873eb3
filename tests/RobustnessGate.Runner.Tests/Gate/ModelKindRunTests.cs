using System.Runtime.InteropServices;
using NJsonSchema;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.ProgressViews;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Settings;
using RobustnessGate.Runner.Tests.Support;

namespace RobustnessGate.Runner.Tests.Gate;

/// <summary>Runs on models whose outputs are not plain logits.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class ModelKindRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_softmax_at_the_end_is_called_out_and_changes_no_outcome()
    {
        var (logits, probabilities) = (Run(typeof(TinyNet)), Run(typeof(TinyNetWithSoftmax)));
        Assert.Contains(logits.Examples, example => example.Outcome == OutcomeText.Broken);
        Assert.Equal(logits.Examples.Select(example => example.Outcome), probabilities.Examples.Select(example => example.Outcome));
        Assert.DoesNotContain("RG2004", logits.Diagnostics.Select(diagnostic => diagnostic.Code));
        Assert.Contains("RG2004", probabilities.Diagnostics.Select(diagnostic => diagnostic.Code));
    }

    [Fact]
    public async Task A_random_model_gives_the_same_results_again_and_how_random_it_is()
    {
        var (first, second) = (Run(typeof(RandomTinyNet)), Run(typeof(RandomTinyNet)));
        Assert.Equal(first.Diagnostics, second.Diagnostics);
        Assert.Equal(first.Examples, second.Examples);
        var found = first.Diagnostics.Single(diagnostic => diagnostic.Code == "RG2002");
        Assert.InRange(found.Measured!.Value, 0.01, 2);
        Assert.Equal(0, found.Threshold);
        var schema = await JsonSchema.FromJsonAsync(Repository.Read("docs", "report.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(ReportFile.Text(first)));
    }

    private ReportDocument Run(Type model)
    {
        var inputs = Enumerable.Range(0, 24 * 6).Select(i => (float)Math.Abs(Math.Sin(i * i))).ToArray();
        var labels = Enumerable.Range(0, 24).Select(i => i < 16 ? 2L : i % 3).ToArray();
        var dataset = folder.Write("tiny.npz", NpzBytes.Archive(
            ("x.npy", NpzBytes.Array("<f4", "(24, 1, 2, 3)", MemoryMarshal.AsBytes<float>(inputs).ToArray())),
            ("y.npy", NpzBytes.Array("<i8", "(24,)", MemoryMarshal.AsBytes<long>(labels).ToArray()))));
        var settings = SettingsParser.Parse(Given.Attacks(null, "FGSM", "PGD;Steps=4").OverriddenBy(Given.Options(
            (SettingCatalog.Suite, null),
            (SettingCatalog.Checkpoint, Fixture.PathOf("tiny.dat")),
            (SettingCatalog.Model, model.FullName),
            (SettingCatalog.Assembly, model.Assembly.Location),
            (SettingCatalog.Dataset, dataset),
            (SettingCatalog.Epsilon, "4"),
            (SettingCatalog.Bounds, "-4,5"),
            (SettingCatalog.Threads, "1"),
            (SettingCatalog.Output, folder.Path))));
        return GateRun.Execute(settings, GateSandbox.Here, new NoView(), new MessageLog(new TextSink(TextWriter.Null), Verbosity.Quiet), TestContext.Current.CancellationToken);
    }

    private sealed class NoView : IProgressView, IProgress<WorkProgress>
    {
        public T Show<T>(string title, Func<IProgress<WorkProgress>, T> work) => work(this);

        public void Report(WorkProgress value)
        {
        }
    }
}
