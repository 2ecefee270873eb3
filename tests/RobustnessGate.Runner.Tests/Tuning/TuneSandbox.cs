using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Runner.Files.Safetensors;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;
using RobustnessGate.Runner.Tests.Support;
using RobustnessGate.Runner.Tuning;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Tuning;

/// <summary>A folder with a small model and small data, in which trainings take moments.</summary>
internal sealed class TuneSandbox : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter messages = new() { NewLine = "\n" };

    public TuneSandbox() => TrainingData = Data("train.safetensors", 120, seed: 1);

    public string Messages => messages.ToString();

    public string TrainingData { get; }

    public string Output => folder.File("out");

    public string File(string name) => folder.File(name);

    /// <summary>Points of three classes, as TinyNet takes them: each class is bright in features of its own.</summary>
    public string Data(string name, int count, int seed, Func<Tensor, Tensor>? labelled = null)
    {
        using var scope = NewDisposeScope();
        var labels = torch.arange(count, dtype: ScalarType.Int64) % 3;
        var bright = torch.cat([labels.unsqueeze(1) == tensor(new long[] { 0, 1, 2 }), labels.unsqueeze(1) == tensor(new long[] { 0, 1, 2 })], 1).to(ScalarType.Float32);
        var inputs = (0.2f + 0.6f * bright + 0.1f * new Drawn(seed).Uniform(count, 6)).reshape(count, 1, 2, 3);
        SafetensorsFile.Save(folder.File(name), new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["x"] = inputs, ["y"] = labelled?.Invoke(labels) ?? labels });
        return folder.File(name);
    }

    /// <summary>A training of <c>tiny.dat</c> that takes two epochs.</summary>
    public TuneSettings Settings(string checkpoint = "tiny.dat", string recipe = "pgd;Steps=2;BatchSize=16;LearningRate=0.05;Epochs=2") => new()
    {
        Checkpoint = checkpoint.EndsWith(".pt", StringComparison.Ordinal)
            ? new ModelReference(Fixture.PathOf(checkpoint))
            : new ModelReference(Fixture.PathOf(checkpoint), typeof(TinyNet).FullName, typeof(TinyNet).Assembly.Location),
        TrainingData = TrainingData,
        ThreatModel = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit),
        Recipe = Recipe(recipe),
        Thresholds = new Thresholds(),
        Output = Output,
        Compute = new ComputeSettings("cpu", Threads: 1),
    };

    public static TrainingRecipe Recipe(string text)
    {
        var spec = AttackSpec.Parse(text);
        return TrainingCatalog.Create(spec.Name, spec.Options);
    }

    public TunedModel Tune(TuneSettings settings, int? stopAfterReports = null) =>
        TuneRun.Execute(settings, new StoppingView(stopAfterReports), new MessageLog(new TextSink(messages), Verbosity.Normal), TestContext.Current.CancellationToken);

    public void Dispose() => folder.Dispose();
}
