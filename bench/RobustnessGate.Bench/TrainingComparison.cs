using System.Globalization;
using RobustnessGate.Attacks;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Bench;

/// <summary>An epoch of training on PGD-7 examples against the same loop in PyTorch on the same libtorch.</summary>
internal static class TrainingComparison
{
    private const int Copies = 20;

    private static readonly ThreatModel Threat = new(Norm.Linf, 0.1, Bounds.Unit);

    private static readonly TrainingRecipe Recipe = new()
    {
        Method = new PgdTraining { Steps = 7, StepSize = 0.025 },
        Optimization = new Optimization { Epochs = 1, LearningRate = 0.001, Schedule = ScheduleChoice.Constant },
        Selection = new SelectionRule { SelectionSteps = 1 },
    };

    /// <param name="arguments">[threads] [rounds]</param>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        var threads = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
        var rounds = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 5;
        set_num_threads(threads);
        using var scope = NewDisposeScope();
        using var peer = new Peer("pytorch_pgd_training.py", "", threads);
        var examples = Fixture.Examples();
        var inputs = cat([.. Enumerable.Repeat(examples.Inputs, Copies)]);
        var labels = cat([.. Enumerable.Repeat(examples.Labels, Copies)]);

        var medians = Clock.Medians(
            [("RobustnessGate", () => Epoch(inputs, labels, examples)), ("PyTorch", () => peer.Time($"{Copies} {Recipe.Optimization.BatchSize}"))], rounds);

        Console.WriteLine($"an epoch of {inputs.shape[0]} examples on PGD-7, Linf 0.1, batches of {Recipe.Optimization.BatchSize}, {threads} threads, median of {rounds} rounds");
        foreach (var (contestant, seconds, processorSeconds) in medians)
        {
            Console.WriteLine($"  {contestant,-26} {inputs.shape[0] / seconds,9:F0} examples a second   {medians[1].Seconds / seconds,6:F3}"
                + $"   {inputs.shape[0] / processorSeconds,9:F0} a second of processor time   {medians[1].ProcessorSeconds / processorSeconds,6:F3}");
        }
    }

    /// <summary>The time of one epoch, with one held-out example so that the selection costs next to nothing.</summary>
    private static (double Seconds, double ProcessorSeconds) Epoch(Tensor inputs, Tensor labels, Examples examples)
    {
        using var model = Fixture.Model("natural");
        var heldOut = new Examples(examples.Inputs.narrow(0, 0, 1), examples.Labels.narrow(0, 0, 1), [0]);
        long[] rows = [.. Enumerable.Range(0, (int)inputs.shape[0])];
        return Clock.SecondsAndProcessorSeconds(() => Trainer.Run(model, CPU, new TensorSource(inputs, labels, CPU), rows, heldOut, Recipe, Threat, new TrainingOptions()));
    }
}
