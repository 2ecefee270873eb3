using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Free adversarial training: one gradient for weights and perturbation, which is kept from batch to batch.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class FreeTrainingTests
{
    private static readonly ThreatModel Threat = new(Norm.Linf, 0.1, Data.Unbounded);

    [Fact]
    public void One_forward_and_one_backward_pass_for_each_replay_move_both()
    {
        using var model = nn.Linear(12, 3);
        var (inputs, labels) = Clouds.Points(8, seed: 1);
        var trained = TrainingSteps.Trained(model, inputs);
        var before = trained.Weights.Copy();
        using var run = Run(trained, new FreeTraining { Replay = 4 });

        run.Learn(Batch(inputs, labels), seed: 1, done: 0.5, CancellationToken.None);

        Assert.Equal(new PassCount(4 * 8, 4 * 8), trained.Passes);
        Assert.False(trained.Weights.Parameters["weight"].allclose(before["weight"], atol: 1e-6));
        Assert.Equal(0.1, Kept(run).abs().max().item<float>(), 5);
    }

    [Fact]
    public void The_perturbation_follows_the_gradient_that_the_weights_were_learned_with()
    {
        using var model = nn.Linear(12, 2);
        var (inputs, _) = Clouds.Points(2, seed: 1);
        var trained = TrainingSteps.Trained(model, inputs);
        var direction = (model.weight![1] - model.weight[0]).sign().detach().clone();
        using var run = Run(trained, new FreeTraining { Replay = 1 });

        run.Learn(Batch(inputs, tensor(new long[] { 0, 1 })), seed: 1, done: 0.5, CancellationToken.None);

        Assert.True(Kept(run).allclose(0.1 * stack([direction, -direction]), atol: 1e-5));
    }

    [Fact]
    public void The_next_batch_begins_where_the_last_one_ended()
    {
        using var model = nn.Linear(12, 3);
        var memory = new Dictionary<string, Tensor>();
        var method = new FreeTraining();
        var first = Step(8);
        Assert.True(method.Craft(first).equal(first.Inputs).all().item<bool>());
        Learn(first);
        var kept = memory.Single().Value.clone();

        var second = Step(8);
        Assert.True((method.Craft(second) - second.Inputs).allclose(kept, atol: 1e-6));
        Learn(second);

        // A smaller batch moves its own rows only.
        kept = memory.Single().Value.clone();
        var third = Step(3);
        Assert.True((method.Craft(third) - third.Inputs).allclose(kept.narrow(0, 0, 3), atol: 1e-6));
        Learn(third);
        Assert.True(memory.Single().Value.narrow(0, 3, 5).equal(kept.narrow(0, 3, 5)).all().item<bool>());

        // A larger one starts its other rows at the clean inputs.
        var last = Step(10);
        var moved = method.Craft(last) - last.Inputs;
        Assert.Equal(0, moved.narrow(0, 8, 2).abs().max().item<float>());
        Assert.NotEqual(0, moved.narrow(0, 0, 8).abs().max().item<float>());

        TrainingStep Step(int count)
        {
            var (inputs, labels) = Clouds.Points(count, seed: count);
            return TrainingSteps.Of(model, inputs, labels, Threat, memory: memory);
        }

        void Learn(TrainingStep step)
        {
            var crafted = method.Craft(step);
            method.Loss(step, crafted).backward();
            method.Learned(step, crafted);
        }
    }

    private static Tensor Kept(TrainingRun run) => run.State(0).Tensors["memory/perturbation"];

    private static TrainingBatch Batch(Tensor inputs, Tensor labels) => new(inputs, labels, [.. Enumerable.Range(0, (int)inputs.shape[0]).Select(row => (long)row)]);

    private static TrainingRun Run(TrainedModel model, TrainingMethod method) =>
        new(model, new TrainingRecipe { Method = method }, [Threat], new HeldOutEvaluation(Clouds.Examples(10, seed: 6), [Threat], 0, CancellationToken.None), 10);
}
