using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>Training within several threat models at once.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class ThreatChoiceTests
{
    private static readonly ThreatModel[] Threats = [Clouds.Threat, new(Norm.L2, 0.5, Bounds.Unit), new(Norm.L1, 1, Bounds.Unit)];

    [Theory]
    [InlineData(new[] { 1.0, 1, 1 }, new[] { 0.333, 0.333, 0.333 })]
    [InlineData(new[] { 0.6, 0.3, 0.1 }, new[] { 0.6, 0.3, 0.1 })]
    [InlineData(new[] { 0.0, 0.5, 0 }, new[] { 0, 1.0, 0 })]
    [InlineData(new[] { 0.0, 0, 0 }, new[] { 0.333, 0.333, 0.333 })]
    public void The_one_with_more_errors_is_drawn_more_often(double[] errors, double[] shares)
    {
        var choice = new ThreatChoice(Threats);
        choice.Restore(errors);
        var counts = new double[3];
        for (var step = 0; step < 3000; step++)
            counts[choice.Draw(TrainingSeed.Of(1, step))] += 1.0 / 3000;

        Assert.All(shares.Zip(counts), pair => Assert.InRange(pair.Second, pair.First - 0.04, pair.First + 0.04));
    }

    [Fact]
    public void The_error_rate_is_a_running_mean()
    {
        var choice = new ThreatChoice(Threats);
        choice.Note(1, 0.5);
        choice.Note(1, 0.5);

        Assert.Equal(1, choice.Errors[0]);
        Assert.Equal(0.9 * 0.95 + 0.1 * 0.5, choice.Errors[1], 12);
    }

    [Fact]
    public void A_model_trained_within_two_norms_withstands_both_better_than_one_trained_within_the_other()
    {
        var both = Robust(("AlsoWithin", "L1:1.2"));
        var one = Robust();

        Assert.True(both > one + 0.05, $"{one} -> {both}");

        static double Robust(params (string, string)[] options)
        {
            using var model = Clouds.Network();
            Clouds.Train(model, Clouds.Recipe("pgd", [("Epochs", "6"), .. options]), threat: new ThreatModel(Norm.Linf, 0.02, Bounds.Unit));
            return Clouds.RobustAccuracy(model, new ThreatModel(Norm.L1, 1.2, Bounds.Unit));
        }
    }

    [Fact]
    public void An_epoch_is_measured_by_the_examples_that_withstand_all()
    {
        var (inputs, labels) = Clouds.Points(60, seed: 6);
        var examples = Data.Labelled(inputs, labels);
        using var network = Clouds.Network();
        Clouds.Train(network, Clouds.Recipe("standard", ("Epochs", "2")));
        var model = new TrainedModel(network, CPU, OutputKind.Logits);
        var small = new ThreatModel(Norm.Linf, 0.01, Bounds.Unit);

        var alone = Measure(small);
        var withNone = Measure(small, new ThreatModel(Norm.Linf, 1, Bounds.Unit));

        Assert.True(alone > 0.5);
        Assert.Equal(0, withNone);

        double Measure(params ThreatModel[] threats) => new HeldOutEvaluation(examples, threats, 0, CancellationToken.None).Measure(model, 5).Robust;
    }

    [Theory]
    [InlineData("L2")]
    [InlineData("L2:")]
    [InlineData("L2:0")]
    [InlineData("L2:-1")]
    [InlineData("L2:Infinity")]
    [InlineData("L2:NaN")]
    [InlineData("L3:1")]
    [InlineData("L0:0.5")]
    [InlineData("L2:1:2")]
    [InlineData("L2:1;L1:3")]
    public void A_text_that_is_no_list_of_norms_and_budgets_is_refused(string text)
    {
        var error = Assert.Throws<NamedOptionException>(() => Clouds.Recipe("pgd", ("AlsoWithin", text)));

        Assert.Contains("expected norms and budgets such as L2:0.5,L1:12", error.Message, StringComparison.Ordinal);
    }
}
