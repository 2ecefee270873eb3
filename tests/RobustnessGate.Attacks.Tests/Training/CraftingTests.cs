using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Training;

/// <summary>What the inner attack makes of a batch, and at what price.</summary>
[Collection(nameof(SharedGenerator))]
public sealed class CraftingTests
{
    private const int Points = 10;
    private static readonly long[] AllRows = [.. Enumerable.Range(0, Points).Select(row => (long)row)];

    [Theory]
    [InlineData("pgd", 3, 0)]
    [InlineData("mixed", 3, 0)]
    [InlineData("mart", 3, 0)]
    [InlineData("trades", 3, 1)]
    public void A_step_of_the_attack_costs_a_forward_and_a_backward_pass_and_only_trades_asks_for_the_clean_prediction(string method, int steps, int clean)
    {
        var (trained, step) = Step();

        Recipe(method, ("Steps", $"{steps}")).Method.Craft(step);

        Assert.Equal(new PassCount(Points * (steps + clean), Points * steps), trained.Passes);
    }

    [Theory]
    [InlineData("FGSM", "", 1, 1)]
    [InlineData("BIM", "", 4, 4)]
    [InlineData("MI-FGSM", "", 4, 4)]
    [InlineData("PGD", "Target=Random", 4, 4)]
    [InlineData("PGD", "Target=LeastLikely", 5, 4)]
    [InlineData("PGD", "Eot=2", 8, 8)]
    public void What_an_attack_needs_is_what_it_costs(string attack, string options, int forward, int backward)
    {
        var (trained, step) = Step();

        Recipe("pgd", ("Steps", "4"), ("Attack", attack), ("AttackOptions", options)).Method.Craft(step);

        Assert.Equal(new PassCount(Points * forward, Points * backward), trained.Passes);
    }

    [Theory]
    [InlineData("FGSM", "", "Linf")]
    [InlineData("BIM", "", "L2")]
    [InlineData("MI-FGSM", "Decay=0.5", "Linf")]
    [InlineData("PGD", "Target=Random", "Linf")]
    [InlineData("PGD", "Target=LeastLikely,OdiSteps=1", "L2")]
    [InlineData("PGD", "", "L1")]
    [InlineData("APGD-CE", "", "Linf")]
    [InlineData("APGD-CE", "", "L1")]
    [InlineData("APGD-DLR", "", "L2")]
    [InlineData("APGD-T", "", "Linf")]
    [InlineData("Square", "", "Linf")]
    [InlineData("SPSA", "Samples=8", "Linf")]
    public void Any_attack_with_a_fixed_budget_leaves_points_in_the_ball_and_in_bounds_that_are_harder(string attack, string options, string norm)
    {
        using var model = Clouds.Network();
        Clouds.Train(model, Clouds.Recipe("standard", ("Epochs", "2")));
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "Linf" ? 0.15 : norm == "L2" ? 0.5 : 1, Bounds.Unit);
        var (_, step) = Step(model, threat);

        var crafted = Recipe("pgd", ("Steps", "6"), ("Attack", attack), ("AttackOptions", options)).Method.Craft(step);

        Assert.All(threat.Measure(crafted, step.Inputs).Allowed, Assert.True);
        Assert.True(Loss(crafted) > Loss(step.Inputs) + 0.05, $"{Loss(step.Inputs)} -> {Loss(crafted)}");
        Assert.False(crafted.requires_grad);

        double Loss(Tensor inputs) => nn.functional.cross_entropy(model.call(inputs), step.Labels).item<float>();
    }

    [Fact]
    public void A_point_of_pgd_is_the_one_after_its_last_step()
    {
        // Of a linear model the gradient has the same signs everywhere: each step goes as far as it may.
        using var model = nn.Linear(12, 2);
        var (inputs, _) = Clouds.Points(4, seed: 2);
        var step = TrainingSteps.Of(model, inputs, zeros(4, ScalarType.Int64), new ThreatModel(Norm.Linf, 1, Data.Unbounded));

        var crafted = Recipe("pgd", ("Steps", "3"), ("StepSize", "0.05"), ("AttackOptions", "RandomStart=false")).Method.Craft(step);

        var direction = (model.weight![1] - model.weight[0]).sign();
        Assert.True(crafted.allclose(inputs + 0.15 * direction, atol: 1e-5));
    }

    [Fact]
    public void Frozen_features_stay_and_the_others_keep_to_their_shares()
    {
        var mask = tensor(new float[] { 0, 0, 0.5f, 1, 1, 1, 1, 1, 1, 1, 1, 2 });
        var threat = Clouds.Threat with { Mask = mask };

        foreach (var description in TrainingCatalog.All.Where(description => description.Name != "standard"))
        {
            var (_, step) = Step(threat: threat);
            var crafted = description.Create().Method.Craft(step).detach();
            Assert.All(threat.Measure(crafted, step.Inputs).Allowed, Assert.True);
            Assert.True(crafted.narrow(1, 0, 2).equal(step.Inputs.narrow(1, 0, 2)).all().item<bool>());
        }
    }

    [Theory]
    [InlineData("PGD", "")]
    [InlineData("PGD", "Target=Random")]
    [InlineData("Square", "")]
    public void What_an_example_draws_does_not_depend_on_the_others_of_its_batch(string attack, string options)
    {
        using var model = Clouds.Network();
        var method = Recipe("pgd", ("Steps", "2"), ("Attack", attack), ("AttackOptions", options)).Method;
        var together = method.Craft(TrainingSteps.OfPoints(Clouds.Threat, AllRows, model: model));

        var turned = method.Craft(TrainingSteps.OfPoints(Clouds.Threat, [.. AllRows.Reverse()], model: model));
        var alone = method.Craft(TrainingSteps.OfPoints(Clouds.Threat, [7], model: model));

        Assert.True(turned.flip(0).allclose(together, atol: 1e-6));
        Assert.True(alone[0].allclose(together[7], atol: 1e-6));
    }

    [Fact]
    public void Another_seed_draws_other_numbers()
    {
        using var model = Clouds.Network();
        var first = new FastTraining().Craft(TrainingSteps.OfPoints(Clouds.Threat, AllRows, seed: 1, model: model));

        Assert.True(new FastTraining().Craft(TrainingSteps.OfPoints(Clouds.Threat, AllRows, seed: 1, model: model)).equal(first).all().item<bool>());
        Assert.False(new FastTraining().Craft(TrainingSteps.OfPoints(Clouds.Threat, AllRows, seed: 2, model: model)).allclose(first, atol: 1e-3));
    }

    [Fact]
    public void Attacks_see_the_model_in_evaluation_mode_and_learning_happens_in_training_mode()
    {
        using var model = new ProbedNetwork(Clouds.Network());
        var watched = new List<(bool Training, bool ForInputGradient, bool ForGradient)>();
        model.Asked.Clear();

        Clouds.Train(model, Clouds.Recipe("trades", ("Epochs", "1"), ("Steps", "2")));

        watched.AddRange(model.Asked.Where(asked => asked.Training));
        // Nine full batches of 64 and one of 24, two passes of each.
        Assert.Equal(20, watched.Count);
        Assert.All(watched, asked => Assert.True(asked is { ForGradient: true, ForInputGradient: false }));
        Assert.Contains(model.Asked, asked => asked is { Training: false, ForInputGradient: true });
    }

    [Fact]
    public void The_budget_grows_over_its_share_of_the_training()
    {
        using var model = Clouds.Network();
        var (inputs, labels) = Clouds.Points(Points, seed: 1);
        foreach (var method in new TrainingMethod[] { new PgdTraining { RampUp = 0.5 }, new FastTraining { RampUp = 0.5 } })
        {
            Assert.Equal(Clouds.Epsilon / 2, Distance(method, 0.25), 4);
            Assert.Equal(Clouds.Epsilon, Distance(method, 0.5), 4);
            Assert.Equal(Clouds.Epsilon, Distance(method, 0.9), 4);
            Assert.InRange(Distance(method, 0), 0, 0.01 * Clouds.Epsilon);
        }

        double Distance(TrainingMethod method, double done)
        {
            var step = TrainingSteps.Of(model, inputs, labels, Clouds.Threat, done: done);
            return (method.Craft(step) - inputs).abs().max().item<float>();
        }
    }

    [Fact]
    public void The_labels_that_a_linear_model_is_pushed_from_are_those_of_the_batch()
    {
        using var model = nn.Linear(12, 2);
        var (inputs, _) = Clouds.Points(2, seed: 2);
        var step = TrainingSteps.Of(model, inputs, tensor(new long[] { 0, 1 }), new ThreatModel(Norm.Linf, 0.1, Data.Unbounded));

        var crafted = new FastTraining { RandomStart = false, StepShare = 1 }.Craft(step) - inputs;

        var direction = (model.weight![1] - model.weight[0]).sign();
        Assert.True(crafted.allclose(0.1 * stack([direction, -direction]), atol: 1e-5));
    }

    private static TrainingRecipe Recipe(string method, params (string Name, string Value)[] options) => Clouds.Recipe(method, options);

    private static (TrainedModel Model, TrainingStep Step) Step(nn.Module<Tensor, Tensor>? model = null, ThreatModel? threat = null)
    {
        var (inputs, labels) = Clouds.Points(Points, seed: 1);
        var trained = TrainingSteps.Trained(model ?? Clouds.Network(), inputs);
        return (trained, TrainingSteps.Of(trained, inputs, labels, threat ?? Clouds.Threat));
    }
}
