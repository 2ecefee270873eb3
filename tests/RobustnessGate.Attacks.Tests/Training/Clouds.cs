using RobustnessGate.Attacks.Tests.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Three classes of points in the unit square times twelve: each class has a corner of its own on two features that move far, and a
/// shift too small to withstand an attack on the rest. A model that learns naturally leans on the small shifts; a robust one cannot.</summary>
internal static class Clouds
{
    public const double Epsilon = 0.15;

    public static ThreatModel Threat { get; } = new(Norm.Linf, Epsilon, Bounds.Unit);

    /// <summary>Points with their classes, the same for the same seed.</summary>
    public static (Tensor Inputs, Tensor Labels) Points(int count, long seed)
    {
        var draws = new Drawn(seed);
        var labels = draws.Below(3, count);
        var corner = (labels.unsqueeze(1) == tensor(new long[] { 0, 1 })).to(ScalarType.Float32) * 0.6f + 0.2f;
        var shift = (labels.to(ScalarType.Float32).unsqueeze(1) - 1) * 0.08f + 0.5f;
        var features = cat([corner, shift.expand(count, 10)], 1) + 0.05f * draws.Normal(count, 12);
        return (features.clamp(0, 1), labels);
    }

    public static Examples Examples(int count, long seed)
    {
        var (inputs, labels) = Points(count, seed);
        return new Examples(inputs, labels, [.. Enumerable.Range(0, count).Select(index => (long)index)]);
    }

    /// <summary>A small network with batch normalisation and dropout, whose weights follow from the seed. Modules draw them from libtorch's one generator:
    /// for tests of <see cref="SharedGenerator"/>.</summary>
    public static Sequential Network(long seed = 1)
    {
        SharedGenerator.Seed(seed);
        return nn.Sequential(("hidden", nn.Linear(12, 32)), ("norm", nn.BatchNorm1d(32)), ("relu", nn.ReLU()), ("dropout", nn.Dropout(0.1)), ("classes", nn.Linear(32, 3)));
    }

    /// <summary>Robust accuracy on points that no training has seen.</summary>
    public static double RobustAccuracy(nn.Module<Tensor, Tensor> model, ThreatModel? threat = null)
    {
        using var victim = new Victim(model, CPU);
        var result = SuiteEvaluation.Run(victim, Examples(300, seed: 99), new Suite("test", [new Pgd { Steps = 20, Loss = LossChoice.Margin }]), threat ?? Threat, new EvaluationOptions());
        return result.Examples.Count(example => example.Outcome == Outcome.Robust) / 300.0;
    }

    /// <summary>Trains a network on 600 points, with others held out.</summary>
    public static TrainingResult Train(nn.Module<Tensor, Tensor> model, TrainingRecipe recipe, TrainingOptions? options = null, ThreatModel? threat = null, int heldOut = 150)
    {
        var (inputs, labels) = Points(600, seed: 5);
        return Trainer.Run(
            model, CPU, new TensorSource(inputs, labels, CPU), [.. Enumerable.Range(0, 600).Select(row => (long)row)], Examples(heldOut, seed: 6),
            recipe, threat ?? Threat, options ?? new TrainingOptions { Seed = 3 });
    }

    public static TrainingRecipe Recipe(string method, params (string Name, string Value)[] options)
    {
        var all = new Dictionary<string, string> { ["Epochs"] = "4", ["LearningRate"] = "0.02", ["BatchSize"] = "64" };
        foreach (var (name, value) in options)
            all[name] = value;
        return TrainingCatalog.Create(method, all);
    }
}
