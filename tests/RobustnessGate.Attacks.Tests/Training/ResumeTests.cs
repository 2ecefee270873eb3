using RobustnessGate.Attacks.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

[Collection(nameof(SharedGenerator))]
public sealed class ResumeTests
{
    [Theory]
    [InlineData("pgd", "Ema=0.9")]
    [InlineData("pgd", "Swa=0.4")]
    [InlineData("pgd", "Awp=0.01;AwpWarmUp=0.2")]
    [InlineData("pgd", "Steps=1;Persist=true;RampUp=0.3")]
    [InlineData("pgd", "Optimizer=Sgd;Nesterov=true;Schedule=MultiStep;Balanced=true")]
    [InlineData("pgd", "AlsoWithin=L2:0.5,L1:1")]
    [InlineData("trades", "Optimizer=AdamW;WeightDecay=0.01;GradientClip=0.5")]
    [InlineData("fgsm-rs", "Ema=0.9")]
    [InlineData("free", "Replay=2")]
    public void A_training_that_was_stopped_anywhere_ends_as_if_it_had_not_been(string method, string options)
    {
        var recipe = Recipe(method, options);
        using var whole = Clouds.Network();
        var expected = Clouds.Train(whole, recipe, heldOut: 30);

        foreach (var saves in new[] { 1, 5, 10, 11 })
        {
            using var memory = new Memory(saves);
            using var stopped = Clouds.Network();
            try
            {
                Clouds.Train(stopped, recipe, memory.Options(), heldOut: 30);
            }
            catch (OperationCanceledException)
            {
            }

            using var resumed = Clouds.Network(seed: 77);
            using var rest = new Memory(int.MaxValue) { State = memory.State };
            var actual = Clouds.Train(resumed, recipe, rest.Options(), heldOut: 30);

            Assert.Equal(WithoutTimes(expected), WithoutTimes(actual));
            Assert.Equal(expected.End, actual.End);
            AssertSame(whole, resumed);
        }
    }

    [Fact]
    public void A_seed_fixes_the_weights_and_another_gives_others()
    {
        using var first = Clouds.Network();
        using var second = Clouds.Network();
        using var other = Clouds.Network();

        Clouds.Train(first, Recipe("pgd", ""));
        Clouds.Train(second, Recipe("pgd", ""));
        Clouds.Train(other, Recipe("pgd", ""), new TrainingOptions { Seed = 4 });

        AssertSame(first, second);
        Assert.False(first.state_dict()["hidden.weight"].equal(other.state_dict()["hidden.weight"]).all().item<bool>());
    }

    [Theory]
    [InlineData("pgd", "Ema=0.9;Steps=1;Persist=true")]
    [InlineData("fgsm-rs", "Swa=0.2")]
    [InlineData("free", "Replay=2")]
    public void Tensors_do_not_pile_up_over_the_epochs(string method, string options)
    {
        using var model = Clouds.Network();
        var live = new List<long>();
        var done = new Callback<EpochResult>(_ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));

        Clouds.Train(model, Recipe(method, $"{options};Epochs=5"), new TrainingOptions { Seed = 3, EpochDone = done }, heldOut: 30);

        // What an epoch keeps is there after two.
        Assert.True(live[^1] <= live[2], string.Join(' ', live));
    }

    private static TrainingRecipe Recipe(string method, string options) => Clouds.Recipe(
        method, [("Epochs", "2"), ("SelectionSteps", "5"), .. method is "fgsm-rs" or "free" ? [] : new[] { ("Steps", "3") }, .. options.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(option => option.Split('=')).Select(pair => (pair[0], pair[1]))]);

    private static IEnumerable<EpochResult> WithoutTimes(TrainingResult result) => result.Curve.Append(result.Best).Select(epoch => epoch with { Seconds = 0 });

    private static void AssertSame(nn.Module expected, nn.Module actual)
    {
        foreach (var (name, tensor) in expected.state_dict())
            Assert.True(tensor.equal(actual.state_dict()[name]).all().item<bool>(), name);
    }

    // Keeps every state, and stops the training after so many.
    private sealed class Memory(int saves) : ITrainingMemory, IDisposable
    {
        private readonly CancellationTokenSource stop = new();
        private int saved;

        public TrainingState? State { get; set; }

        public bool IsDue => true;

        public TrainingOptions Options() => new() { Seed = 3, Memory = this, CancellationToken = stop.Token };

        public TrainingState? Load() => State is null ? null : Copy(State);

        public void Save(TrainingState state)
        {
            State = Copy(state);
            if (++saved == saves)
                stop.Cancel();
        }

        public void Dispose() => stop.Dispose();

        private static TrainingState Copy(TrainingState state) =>
            state with { Tensors = state.Tensors.ToDictionary(entry => entry.Key, entry => entry.Value.detach().clone().DetachFromDisposeScope()) };
    }

    private sealed class Callback<T>(Action<T> action) : IProgress<T>
    {
        public void Report(T value) => action(value);
    }
}
