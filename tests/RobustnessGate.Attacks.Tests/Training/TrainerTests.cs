using RobustnessGate.Attacks.Tests.Models;
using static System.FormattableString;

namespace RobustnessGate.Attacks.Tests.Training;

[Collection(nameof(SharedGenerator))]
public sealed class TrainerTests
{
    [Theory]
    [InlineData("pgd", 8)]
    [InlineData("mixed", 8)]
    [InlineData("trades", 8)]
    [InlineData("mart", 8)]
    [InlineData("fgsm-rs", 8)]
    [InlineData("free", 12)]
    public void Adversarial_training_makes_a_natural_model_robust(string method, int epochs)
    {
        using var model = Clouds.Network();
        Clouds.Train(model, Clouds.Recipe("standard", ("Epochs", "6")));
        var before = Clouds.RobustAccuracy(model);

        var result = Clouds.Train(model, Clouds.Recipe(method, ("Epochs", Invariant($"{epochs}"))));

        Assert.InRange(before, 0, 0.6);
        Assert.True(Clouds.RobustAccuracy(model) > 0.85, $"{method}: {before} -> {Clouds.RobustAccuracy(model)}; {string.Join(" ", result.Curve)}");
        Assert.False(model.training);
    }
}
