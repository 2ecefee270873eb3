using RobustnessGate.Attacks.Tests.Models;
using RobustnessGate.Attacks.Tests.Training;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Devices;

/// <summary>Every tensor is made where what it meets is, or on the CPU in as many words: looked for without another device than the CPU.</summary>
[Collection(nameof(DefaultDevice))]
public sealed class NamedDeviceTests
{
    public static TheoryData<string, string> AttacksAndNorms => Catalogue.AttacksAndNorms;

    public static TheoryData<string> Methods { get; } = new(TrainingCatalog.All.Select(description => description.Name));

    [Fact]
    public void A_tensor_without_a_named_device_is_found()
    {
        using var scope = NewDisposeScope();
        var here = ones(2);
        using var elsewhere = DefaultDevice.WithoutValues();
        Assert.ThrowsAny<Exception>(() => here + zeros(2));
        Assert.Equal([2, 1], (here + new[] { 1L, 0L }.On(CPU)).data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(AttacksAndNorms))]
    public void An_attack_names_the_device_of_every_tensor(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 1);
        var examples = Data.AsClassifiedBy(model, Catalogue.Inputs(12));
        var mask = where(arange(12) == 0, 0f, 1f);
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Bounds.Unit);
        var created = Catalogue.Short(attack);
        using var victim = new Victim(model, CPU);
        using var elsewhere = DefaultDevice.WithoutValues();
        var suite = new Suite("custom", [created]);
        // Batches of five leave rows at different iterations.
        var options = new EvaluationOptions { BatchSize = 5 };
        Assert.Equal(12, SuiteEvaluation.Run(victim, examples, suite, threat, options).Examples.Count);
        Assert.Equal(12, SuiteEvaluation.Run(victim, examples, suite, threat with { Mask = mask }, options).Examples.Count);
        if (created.IsMinimumNorm)
            Assert.Equal(12, SuiteEvaluation.RunNearest(victim, examples, suite, threat, options).Examples.Count);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_training_names_the_device_of_every_tensor(string method)
    {
        using var scope = NewDisposeScope();
        using var model = Clouds.Network();
        var (inputs, labels) = Clouds.Points(60, seed: 5);
        var heldOut = Clouds.Examples(20, seed: 6);
        var recipe = Clouds.Recipe(method, ("Epochs", "2"), ("BatchSize", "20"), ("SelectionSteps", "2"), ("Ema", "0.9"), ("Awp", "0.01"), ("AwpWarmUp", "0.5"));
        using var elsewhere = DefaultDevice.WithoutValues();
        var result = Trainer.Run(
            model, CPU, new TensorSource(inputs, labels, CPU), [.. Enumerable.Range(0, 60).Select(row => (long)row)], heldOut, recipe, Clouds.Threat, new TrainingOptions());
        Assert.Equal(TrainingEnd.AllEpochs, result.End);
    }
}
