using RobustnessGate.Attacks.Tests.Models;

namespace RobustnessGate.Attacks.Tests.Training;

[Collection(nameof(SharedGenerator))]
public sealed class TrainerTests
{
    [Theory]
    [InlineData("pgd")]
    [InlineData("mixed")]
    [InlineData("trades")]
    [InlineData("mart")]
    [InlineData("fgsm-rs")]
    [InlineData("free")]
    public void Adversarial_training_makes_a_natural_model_robust(string method)
    {
        using var model = Clouds.Network();
        Clouds.Train(model, Clouds.Recipe("standard", ("Epochs", "6")));
        var before = Clouds.RobustAccuracy(model);
        var recipe = Clouds.Recipe(method, [.. method == "free" ? [("Epochs", "3"), ("Replay", "6")] : new[] { ("Epochs", "8") }]);

        var result = Clouds.Train(model, recipe);

        Assert.InRange(before, 0, 0.6);
        Assert.True(Clouds.RobustAccuracy(model) > 0.85, $"{method}: {before} -> {Clouds.RobustAccuracy(model)}; {string.Join(" ", result.Curve)}");
        Assert.False(model.training);
    }
}
