using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

[Collection(nameof(SharedGenerator))]
public sealed class PersistTests
{
    [Fact]
    public void One_step_that_goes_on_where_it_ended_makes_a_model_robust()
    {
        using var model = Clouds.Network();

        Clouds.Train(model, Clouds.Recipe("pgd", ("Epochs", "8"), ("Steps", "1"), ("StepSize", "0.075"), ("Persist", "true")));

        Assert.True(Clouds.RobustAccuracy(model) > 0.85, $"{Clouds.RobustAccuracy(model)}");
    }

    [Theory]
    [InlineData("Linf", 0.1, 0.0005)]
    [InlineData("L2", 0.5, 0.0005)]
    [InlineData("L1", 1, 0.001)]
    public void An_example_starts_where_it_ended(string norm, double epsilon, double tolerance)
    {
        var threat = new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit);
        var step = TrainingSteps.OfPoints(threat, [3, 1]);
        var first = step.Craft(new Pgd { Steps = 3 }, 1, KeptPerturbations.Starts(step));

        KeptPerturbations.Keep(step, first);

        Assert.True(KeptPerturbations.Starts(step).allclose(first, rtol: 0, atol: tolerance));
    }

    [Fact]
    public void An_example_that_was_never_attacked_starts_as_the_attack_would()
    {
        var step = TrainingSteps.OfPoints(Clouds.Threat, [3, 1]);
        var attack = new Pgd { Steps = 2 };
        KeptPerturbations.Keep(step, step.Inputs + 0.1f);
        var other = TrainingSteps.OfPoints(Clouds.Threat, [3, 2], step.Memory);

        var crafted = other.Craft(attack, 1, KeptPerturbations.Starts(other));

        var anew = other.Craft(attack);
        Assert.True(crafted[1].equal(anew[1]).all().item<bool>());
        Assert.False(crafted[0].equal(anew[0]).all().item<bool>());
    }

    [Fact]
    public void A_share_of_the_budget_shortens_the_start()
    {
        var step = TrainingSteps.OfPoints(Clouds.Threat, [0, 1]);
        KeptPerturbations.Keep(step, Clouds.Threat.Project(step.Inputs + 1, step.Inputs));

        var crafted = step.Craft(new Pgd { Steps = 1, StepSize = 1e-6 }, 0.5, KeptPerturbations.Starts(step));

        Assert.InRange((crafted - step.Inputs).abs().max().item<float>(), 0, Clouds.Epsilon / 2 + 1e-5);
    }

    [Fact]
    public void Frozen_features_stay_and_wide_ones_are_kept_within_their_own_budget()
    {
        var mask = tensor(new float[] { 0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.5f });
        var threat = Clouds.Threat with { Mask = mask };
        var step = TrainingSteps.OfPoints(threat, [0, 1]);
        var crafted = threat.Project(step.Inputs + 1, step.Inputs);

        KeptPerturbations.Keep(step, crafted);

        Assert.True(KeptPerturbations.Starts(step).allclose(crafted, rtol: 0, atol: 0.0015));
        Assert.True(KeptPerturbations.Starts(step).select(1, 0).equal(step.Inputs.select(1, 0)).all().item<bool>());
    }

    [Fact]
    public void Of_an_example_that_is_twice_in_a_batch_the_last_counts()
    {
        var step = TrainingSteps.OfPoints(Clouds.Threat, [1, 1]);
        var crafted = step.Inputs.clone();
        crafted[1].add_(0.1);

        KeptPerturbations.Keep(step, crafted);

        Assert.True((KeptPerturbations.Starts(step)[0] - step.Inputs[0]).allclose(full_like(step.Inputs[0], 0.1), rtol: 0, atol: 0.001));
    }

    [Fact]
    public void A_feature_takes_one_byte_in_Linf_and_two_otherwise()
    {
        Assert.Equal(ScalarType.Int8, Kept(Clouds.Threat).dtype);
        Assert.Equal(ScalarType.Float16, Kept(new ThreatModel(Norm.L2, 1, Bounds.Unit)).dtype);
        Assert.Equal([10, 12], Kept(Clouds.Threat).shape);

        static Tensor Kept(ThreatModel threat)
        {
            var step = TrainingSteps.OfPoints(threat, [0, 1]);
            KeptPerturbations.Keep(step, step.Inputs);
            return Assert.Single(step.Memory).Value;
        }
    }

    [Theory]
    [InlineData("Attack", "FGSM", "FGSM always starts anew; choose PGD")]
    [InlineData("Crop", "1", "Crop and Flip move")]
    [InlineData("Flip", "true", "Crop and Flip move")]
    [InlineData("AlsoWithin", "L2:1", "no start for another")]
    public void What_it_cannot_go_with_is_refused(string option, string value, string reason)
    {
        var error = Assert.Throws<NamedOptionException>(() => Clouds.Recipe("pgd", ("Persist", "true"), (option, value)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("Persist", error.Option);
    }
}
