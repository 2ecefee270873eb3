using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>The losses on a linear model of two features and three classes, against the papers' formulas worked out in plain numbers.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class MethodLossTests
{
    private static readonly double[][] Weights = [[1, -2], [0.5, 1], [-1, 0.25]];
    private static readonly double[] Biases = [0.1, -0.2, 0.3];
    private static readonly double[][] Clean = [[0.2, 0.7], [0.9, 0.4], [0.5, 0.5]];
    private static readonly double[][] Crafted = [[0.3, 0.6], [0.8, 0.5], [0.6, 0.4]];
    private static readonly int[] Labels = [1, 0, 2];

    [Fact]
    public void Standard_training_learns_the_cross_entropy_of_the_examples_as_they_are()
    {
        using var model = Linear();
        var step = Step(model);
        var method = new NaturalTraining();

        var loss = method.Loss(step, method.Craft(step)).item<float>();

        Assert.Equal(Mean(row => CrossEntropy(Clean[row], row)), loss, 5);
    }

    [Fact]
    public void Adversarial_training_learns_the_cross_entropy_of_the_crafted_ones() =>
        AssertLoss(new PgdTraining(), row => CrossEntropy(Crafted[row], row));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    public void Mixed_training_weighs_both(double share) =>
        AssertLoss(new MixedTraining { CleanWeight = share }, row => share * CrossEntropy(Clean[row], row) + (1 - share) * CrossEntropy(Crafted[row], row));

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Trades_adds_the_divergence_of_the_crafted_from_the_clean_prediction(double beta) =>
        AssertLoss(new TradesTraining { Beta = beta }, row => CrossEntropy(Clean[row], row) + beta * Divergence(row));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Mart_boosts_the_cross_entropy_and_weighs_the_divergence_by_doubt(double beta) => AssertLoss(new MartTraining { Beta = beta }, row =>
    {
        var likeliestOther = Probabilities(Crafted[row]).Where((_, index) => index != Labels[row]).Max();
        var boosted = CrossEntropy(Crafted[row], row) - Math.Log(1.0001 - likeliestOther + 1e-12);
        return boosted + beta * Divergence(row) * (1.0000001 - Probabilities(Clean[row])[Labels[row]]);
    });

    [Fact]
    public void Mart_stays_finite_where_the_model_is_sure_and_wrong()
    {
        using var model = Linear(scale: 1e4);
        var step = Step(model);

        Assert.True(float.IsFinite(new MartTraining().Loss(step, Tensors(Crafted)).item<float>()));
    }

    [Theory]
    [InlineData("pgd")]
    [InlineData("trades")]
    public void Label_smoothing_gives_a_share_of_the_label_to_all_classes_alike(string name)
    {
        const double Share = 0.3;
        using var model = Linear();
        var step = Step(model, Share);
        var method = TrainingCatalog.Find(name)!.Create().Method;

        var loss = method.Loss(step, Tensors(Crafted)).item<float>();

        var expected = name == "pgd" ? Mean(row => Smoothed(Crafted[row], row)) : Mean(row => Smoothed(Clean[row], row) + 6 * Divergence(row));
        Assert.Equal(expected, loss, 4);

        static double Smoothed(double[] input, int row) =>
            -Probabilities(input).Select((p, index) => ((index == Labels[row] ? 1 - Share : 0) + Share / 3) * Math.Log(p)).Sum();
    }

    [Theory]
    [InlineData("trades", 2)]
    [InlineData("mart", 2)]
    [InlineData("mixed", 2)]
    [InlineData("pgd", 1)]
    [InlineData("standard", 1)]
    [InlineData("fgsm-rs", 1)]
    public void Learning_costs_a_forward_and_a_backward_pass_for_each_input_that_the_loss_looks_at(string method, int passes)
    {
        using var model = Linear();
        var trained = TrainingSteps.Trained(model, Tensors(Clean));
        var step = TrainingSteps.Of(trained, Tensors(Clean), Classes, Wide);
        var before = trained.Passes;

        TrainingCatalog.Find(method)!.Create().Method.Loss(step, Tensors(Crafted));

        Assert.Equal(new PassCount(3 * passes, 3 * passes), trained.Passes - before);
    }

    private static ThreatModel Wide { get; } = new(Norm.Linf, 0.2, Bounds.Unit);

    private static Tensor Classes => tensor(Array.ConvertAll(Labels, label => (long)label));

    private static void AssertLoss(TrainingMethod method, Func<int, double> expected)
    {
        using var model = Linear();

        Assert.Equal(Mean(expected), method.Loss(Step(model), Tensors(Crafted)).item<float>(), 4);
    }

    private static double Mean(Func<int, double> loss) => Enumerable.Range(0, Labels.Length).Average(loss);

    private static nn.Module<Tensor, Tensor> Linear(double scale = 1)
    {
        var linear = nn.Linear(2, 3);
        using var untracked = no_grad();
        linear.weight!.copy_(Tensors(Weights) * scale);
        linear.bias!.copy_(tensor(Array.ConvertAll(Biases, bias => (float)bias)));
        return linear;
    }

    private static TrainingStep Step(nn.Module<Tensor, Tensor> model, double smoothing = 0) => new(
        TrainingSteps.Trained(model, Tensors(Clean)), new TrainingBatch(Tensors(Clean), Classes, [0, 1, 2]), Wide, new Dictionary<string, Tensor>(), 1, CancellationToken.None)
    {
        ExampleCount = 3,
        LabelSmoothing = smoothing,
    };

    private static Tensor Tensors(double[][] rows) => stack(rows.Select(row => tensor(Array.ConvertAll(row, value => (float)value))));

    private static double[] Probabilities(double[] input)
    {
        var powers = Weights.Select((weight, index) => Math.Exp(weight[0] * input[0] + weight[1] * input[1] + Biases[index])).ToArray();
        return Array.ConvertAll(powers, power => power / powers.Sum());
    }

    private static double CrossEntropy(double[] input, int row) => -Math.Log(Probabilities(input)[Labels[row]]);

    private static double Divergence(int row) =>
        Probabilities(Clean[row]).Zip(Probabilities(Crafted[row]), (clean, crafted) => clean * Math.Log(clean / crafted)).Sum();
}
