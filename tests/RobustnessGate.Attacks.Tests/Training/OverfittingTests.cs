using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>A small convolution network on pictures of four kinds learns to resist the one step that it is trained on, without a random start, and
/// nothing else.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class OverfittingTests
{
    private static readonly (string Name, string Value)[] Common = [("Epochs", "20"), ("BatchSize", "32"), ("LearningRate", "0.02"), ("SelectionSteps", "10")];

    [Fact]
    public void A_training_that_overfits_to_its_attack_goes_back_and_on_with_a_stronger_one()
    {
        // The same steps, unwatched.
        var unwatched = Train("pgd", ("Attack", "FGSM"));
        var watched = Train("fgsm-rs", ("RandomStart", "false"), ("StepShare", "1"));

        Assert.InRange(unwatched.Curve[^1].RobustAccuracy, 0, 0.45);
        Assert.True(unwatched.Curve[^1].Loss < 0.1);
        Assert.Contains(watched.Curve, epoch => epoch.RolledBack);
        Assert.InRange(watched.Curve[^1].RobustAccuracy, 0.6, 1);
        Assert.InRange(watched.Best.RobustAccuracy, unwatched.Best.RobustAccuracy + 0.15, 1);
    }

    [Fact]
    public void A_model_that_has_only_begun_to_learn_has_not_overfitted()
    {
        using var model = Clouds.Network();
        Assert.DoesNotContain(Clouds.Train(model, Clouds.Recipe("fgsm-rs", ("Epochs", "8"))).Curve, epoch => epoch.RolledBack);
    }

    [Theory]
    [InlineData(0.97, 0.92, 0.60, 0.62, true)] // resists its own attack nearly everywhere, others far less
    [InlineData(0.97, 0.92, 0.70, 0.72, false)] // loses no more between the two than sound models do
    [InlineData(0.97, 0.80, 0.01, 0.01, true)] // resists its own on most, others on nothing
    [InlineData(0.97, 0.60, 0.01, 0.01, false)] // has only begun to learn
    [InlineData(0.97, 0.80, 0.40, 0.40, false)] // not wide enough for one that does not resist everywhere
    [InlineData(0.97, 0.92, 0.75, 0.96, true)] // has fallen
    [InlineData(0.97, 0.92, 0.85, 0.96, false)] // has fallen little
    [InlineData(0.97, 0.80, 0.75, 0.96, false)] // has fallen under both
    [InlineData(0.97, null, 0.60, null, false)] // nothing to compare with yet
    [InlineData(0.97, null, 0.60, 0.85, true)] // has fallen while the budget still grows
    public void What_resists_its_own_attack_and_no_other_has_overfitted(double clean, double? learned, double robust, double? best, bool expected) =>
        Assert.Equal(expected, OverfittingWatch.Tells(clean, learned, robust, best));

    private static TrainingResult Train(string method, params (string Name, string Value)[] options)
    {
        using var scope = NewDisposeScope();
        var (inputs, labels) = Pictures(728);
        SharedGenerator.Seed(1);
        using var model = nn.Sequential(
            ("first", nn.Conv2d(1, 16, 3, padding: 1)), ("relu1", nn.ReLU()), ("second", nn.Conv2d(16, 16, 3, padding: 1, stride: 2)), ("relu2", nn.ReLU()),
            ("flatten", nn.Flatten()), ("classes", nn.Linear(16 * 16, 4)));
        return Trainer.Run(
            model, CPU, new TensorSource(inputs, labels, CPU), [.. Enumerable.Range(128, 600).Select(row => (long)row)], Data.Labelled(inputs.narrow(0, 0, 128), labels.narrow(0, 0, 128)),
            TrainingCatalog.Create(method, Common.Concat(options).ToDictionary(option => option.Name, option => option.Value)), new ThreatModel(Norm.Linf, 0.3, Bounds.Unit),
            new TrainingOptions { Seed = 1 });
    }

    // A coarse template for each of four classes, and noise.
    private static (Tensor Inputs, Tensor Labels) Pictures(int count)
    {
        var draws = new Drawn(5);
        var templates = draws.Normal(4, 1, 4, 4).repeat_interleave(2, 2).repeat_interleave(2, 3);
        var labels = draws.Below(4, count);
        var pictures = 0.5 + 0.3 * templates.index_select(0, labels) + 0.1 * draws.Normal(count, 1, 8, 8);
        return (pictures.clamp(0, 1).to(ScalarType.Float32), labels);
    }
}
