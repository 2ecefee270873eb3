using RobustnessGate.Attacks.Tests.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Averages of weights, and weights that are moved before a step.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class WeightTests
{
    private static readonly float[] Path = [4, 2, 7, -1, 3];

    [Fact]
    public void The_exponential_average_forgets_fast_at_first_and_then_by_its_decay()
    {
        using var model = nn.BatchNorm1d(1);
        using var average = new WeightAverage(new ModelWeights(model), new Regularization { Ema = 0.3 });

        Walk(model, average);

        var expected = 4.0;
        // 2/11 and 3/12 are below the decay, 4/13 is not.
        foreach (var (kept, value) in new[] { (2.0 / 11, 2), (3.0 / 12, 7), (0.3, -1), (0.3, 3) })
            expected = kept * expected + (1 - kept) * value;
        Assert.Equal(expected, average.Values!["weight"].item<float>(), 5);
        Assert.Equal(30, average.Values["running_mean"].item<float>());
        Assert.Equal(5, average.Values["num_batches_tracked"].item<long>());
        Assert.Equal(3, model.weight!.item<float>());
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(0.4, 3)]
    [InlineData(0.6, 1)]
    public void The_plain_average_is_the_mean_of_the_weights_and_statistics_since_its_start(double start, double expected)
    {
        using var model = nn.BatchNorm1d(1);
        using var average = new WeightAverage(new ModelWeights(model), new Regularization { Swa = start });

        Walk(model, average);

        Assert.Equal(expected, average.Values!["weight"].item<float>(), 5);
        Assert.Equal(10 * expected, average.Values["running_mean"].item<float>(), 4);
        Assert.Equal(5, average.Values["num_batches_tracked"].item<long>());
    }

    [Fact]
    public void There_is_no_average_before_its_start_nor_unasked()
    {
        using var model = nn.BatchNorm1d(1);
        using var late = new WeightAverage(new ModelWeights(model), new Regularization { Swa = 0.99 });
        using var none = new WeightAverage(new ModelWeights(model), new Regularization());

        Walk(model, late);
        Walk(model, none);

        Assert.Null(late.Values);
        Assert.Null(none.Values);
    }

    [Theory]
    [InlineData("Ema", "0.9")]
    [InlineData("Swa", "0.5")]
    public void What_is_measured_and_left_is_the_average(string option, string value)
    {
        using var plain = Clouds.Network();
        using var averaged = Clouds.Network();
        Clouds.Train(plain, Clouds.Recipe("pgd", ("Epochs", "2"), ("Steps", "2"), ("SelectionSteps", "5")));

        var result = Clouds.Train(averaged, Clouds.Recipe("pgd", ("Epochs", "2"), ("Steps", "2"), ("SelectionSteps", "5"), (option, value)));

        Assert.Equal(2, result.Best.Epoch);
        Assert.False(Weight(plain).allclose(Weight(averaged), atol: 1e-4));
        var right = (averaged.call(Clouds.Examples(150, seed: 6).Inputs).argmax(1) == Clouds.Examples(150, seed: 6).Labels).sum().item<long>();
        Assert.Equal(result.Best.CleanAccuracy, right / 150.0, 9);
    }

    [Fact]
    public void Weights_are_perturbed_along_the_gradient_by_a_share_of_their_norm_and_moved_back_bit_for_bit()
    {
        const double Gamma = 0.1;
        using var model = Clouds.Network();
        model.train();
        var trained = new TrainedModel(model, CPU, OutputKind.Logits);
        var (inputs, labels) = Clouds.Points(20, seed: 1);
        var before = trained.Weights.Copy();
        Dictionary<string, Tensor> moved = [];

        new AdversarialWeightPerturbation(trained, Gamma).Around(Loss, () =>
        {
            moved = trained.Weights.Copy();
            return 0;
        });

        var after = trained.Weights.Copy();
        Assert.All(before, entry => Assert.True(Same(entry.Value, after[entry.Key]), entry.Key));
        // Biases, scales and running statistics stay.
        Assert.Equal(["classes.weight", "hidden.weight"], moved.Keys.Where(name => !Same(moved[name], before[name])).Order(StringComparer.Ordinal));
        foreach (var name in new[] { "classes.weight", "hidden.weight" })
            Assert.Equal(Gamma, ((moved[name] - before[name]).norm() / before[name].norm()).item<float>(), 4);
        Assert.True(LossAt(moved) > LossAt(before));
        Assert.All(trained.Trainable, parameter => Assert.Null(parameter.grad));

        Tensor Loss() => nn.functional.cross_entropy(model.call(inputs), labels);

        // Without dropout's noise.
        double LossAt(Dictionary<string, Tensor> weights)
        {
            trained.Weights.Load(weights);
            model.eval();
            return Loss().item<float>();
        }
    }

    [Fact]
    public void The_step_is_that_of_the_gradient_at_the_perturbed_weights()
    {
        using var model = nn.Linear(2, 2, hasBias: false);
        using (no_grad())
            model.weight!.copy_(tensor(new float[] { 1, 0, 0, 1 }, [2, 2]));
        var input = tensor(new float[] { 1, 2 }, [1, 2]);
        var label = tensor(new long[] { 0 });
        var trained = new TrainedModel(model, CPU, OutputKind.Logits);
        var first = autograd.grad([Loss()], [model.weight!])[0];
        var moved = (model.weight! + 0.5 * model.weight!.norm() / first.norm() * first).detach().requires_grad_(true);
        var expected = autograd.grad([nn.functional.cross_entropy(input.matmul(moved.t()), label)], [moved])[0];

        new AdversarialWeightPerturbation(trained, 0.5).Around(Loss, () =>
        {
            Loss().backward();
            return 0;
        });

        Assert.True(model.weight!.grad!.allclose(expected, atol: 1e-6));

        Tensor Loss() => nn.functional.cross_entropy(model.call(input), label);
    }

    [Fact]
    public void A_model_without_matrices_has_nothing_to_perturb()
    {
        using var model = nn.Sequential(("norm", nn.BatchNorm1d(12)));

        var result = Clouds.Train(model, Clouds.Recipe("pgd", ("Epochs", "1"), ("Steps", "1"), ("Awp", "0.01")));

        Assert.Equal(TrainingEnd.AllEpochs, result.End);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.5, 2)]
    [InlineData(0.51, 1)]
    [InlineData(1, 1)]
    public void Perturbing_weights_costs_another_pass_of_each_step_once_it_has_warmed_up(double warmUp, int passes)
    {
        using var model = Clouds.Network();
        var trained = new TrainedModel(model, CPU, OutputKind.Logits);
        var recipe = new TrainingRecipe { Method = new NaturalTraining(), Regularization = new Regularization { Awp = 0.01, AwpWarmUp = warmUp } };
        using var run = new TrainingRun(trained, recipe, [Clouds.Threat], new HeldOutEvaluation(Clouds.Examples(10, seed: 6), [Clouds.Threat], 0, CancellationToken.None), 20);
        var (inputs, labels) = Clouds.Points(20, seed: 1);

        run.Learn(new TrainingBatch(inputs, labels, [.. Enumerable.Range(0, 20).Select(row => (long)row)]), seed: 1, done: 0.5, CancellationToken.None);

        Assert.Equal(new PassCount(20 * passes, 20 * passes), trained.Passes);
    }

    private static bool Same(Tensor left, Tensor right) => left.equal(right).all().item<bool>();

    private static Tensor Weight(nn.Module model) => model.parameters().First().detach();

    private static void Walk(BatchNorm1d model, WeightAverage average)
    {
        using var untracked = no_grad();
        for (var step = 0; step < Path.Length; step++)
        {
            model.weight!.fill_(Path[step]);
            model.running_mean!.fill_(10 * Path[step]);
            model.num_batches_tracked!.fill_(step + 1);
            average.Add((double)step / Path.Length);
        }
    }
}
