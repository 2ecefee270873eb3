using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>When a training ends, and with which weights.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class TrainerEndTests
{
    [Fact]
    public void The_model_is_left_with_the_weights_of_the_epoch_that_was_best_on_the_held_out_examples()
    {
        // A constant high rate makes the epochs waver, so that the best is not the last.
        var recipe = Clouds.Recipe("pgd", ("Epochs", "8"), ("LearningRate", "0.3"), ("Schedule", "Constant"), ("Optimizer", "Sgd"), ("Momentum", "0"));
        var weights = new List<Dictionary<string, Tensor>>();
        using var model = Clouds.Network();

        var result = Clouds.Train(model, recipe, new TrainingOptions
        {
            Seed = 3,
            EpochDone = new Told(_ => weights.Add(model.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone().DetachFromDisposeScope()))),
        });

        Assert.NotEqual(8, result.Best.Epoch);
        Assert.Equal(result.Curve.Max(epoch => epoch.RobustAccuracy), result.Best.RobustAccuracy);
        Assert.All(model.state_dict(), entry => Assert.True(entry.Value.equal(weights[result.Best.Epoch][entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void An_epoch_that_is_not_clean_enough_is_no_match_for_one_that_is()
    {
        using var model = Clouds.Network();
        Clouds.Train(model, Clouds.Recipe("standard", ("Epochs", "6")));

        var result = Clouds.Train(model, Clouds.Recipe("pgd"), new TrainingOptions { Seed = 3, CleanAccuracyMin = 1.01 });
        var strict = Clouds.Train(model, Clouds.Recipe("pgd"), new TrainingOptions { Seed = 3, CleanAccuracyMin = result.Curve.Max(epoch => epoch.CleanAccuracy) });

        Assert.Equal(result.Curve.Max(epoch => epoch.RobustAccuracy), result.Best.RobustAccuracy);
        Assert.Equal(strict.Curve.Max(epoch => epoch.CleanAccuracy), strict.Best.CleanAccuracy);
    }

    [Fact]
    public void Epochs_without_a_better_one_end_it()
    {
        using var model = Clouds.Network();
        // Steps too small to change an answer.
        var result = Clouds.Train(model, Clouds.Recipe("pgd", ("Epochs", "9"), ("LearningRate", "1e-12"), ("Patience", "3"), ("Optimizer", "Sgd")));

        Assert.Equal(TrainingEnd.Plateau, result.End);
        Assert.Equal(result.Best.Epoch + 3, result.Curve[^1].Epoch);
    }

    [Fact]
    public void What_is_enough_ends_it()
    {
        using var model = Clouds.Network();
        var result = Clouds.Train(model, Clouds.Recipe("pgd", ("Epochs", "9")), new TrainingOptions { Seed = 3, IsEnough = epoch => epoch.Epoch == 2 });

        Assert.Equal((TrainingEnd.Enough, 2), (result.End, result.Curve[^1].Epoch));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    [InlineData(60_000)]
    public void Passes_that_are_used_up_end_it_with_the_learning_rate_down(long passes)
    {
        using var model = Clouds.Network();
        var result = Clouds.Train(model, Clouds.Recipe("pgd", ("Epochs", "1000")), new TrainingOptions { Seed = 3, Passes = passes });

        Assert.Equal(TrainingEnd.OutOfPasses, result.End);
        // What a step and two selections cost.
        Assert.InRange(result.Passes.Forward + result.Passes.Backward, passes, passes + 64 * 16 + 2 * 150 * 42);
        if (passes > 1)
            Assert.InRange(result.Curve[^1].LearningRate, 0, 0.002);
    }

    [Fact]
    public void A_time_of_nothing_ends_it_before_the_first_step()
    {
        using var model = Clouds.Network();
        var result = Clouds.Train(model, Clouds.Recipe("pgd"), new TrainingOptions { Seed = 3, Time = TimeSpan.FromTicks(1) });

        Assert.Equal((TrainingEnd.OutOfTime, 0), (result.End, Assert.Single(result.Curve).Epoch));
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_it_with_the_best_epoch_before()
    {
        using var model = Clouds.Network();
        // Plain steps of such a length throw the weights out of all range in the first epoch.
        var result = Clouds.Train(model, Clouds.Recipe("standard", ("LearningRate", "1e30"), ("Schedule", "Constant"), ("Optimizer", "Sgd")));

        Assert.Equal((TrainingEnd.Diverged, 0), (result.End, result.Best.Epoch));
        Assert.All(model.parameters(), parameter => Assert.True(parameter.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Parameters_that_do_not_learn_stay_as_they_are_to_the_bit()
    {
        using var model = Clouds.Network();
        var frozen = model.named_parameters().First().parameter;
        frozen.requires_grad = false;
        var before = model.parameters().Select(parameter => parameter.clone()).ToList();

        Clouds.Train(model, Clouds.Recipe("pgd", ("WeightDecay", "0.1"), ("Awp", "0.01"), ("Ema", "0.9")));

        var after = model.parameters().ToList();
        Assert.True(after[0].equal(before[0]).all().item<bool>());
        Assert.All(after.Skip(1).Zip(before.Skip(1)), pair => Assert.False(pair.First.equal(pair.Second).all().item<bool>()));
        Assert.False(frozen.requires_grad);
        Assert.All(after.Skip(1), parameter => Assert.True(parameter.requires_grad));
    }

    private sealed class Told(Action<EpochResult> tell) : IProgress<EpochResult>
    {
        public void Report(EpochResult value) => tell(value);
    }
}
