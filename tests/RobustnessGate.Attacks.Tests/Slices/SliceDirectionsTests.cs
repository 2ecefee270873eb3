using RobustnessGate.Attacks.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Slices;

/// <summary>The planes that decision boundaries are shown in.</summary>
public sealed class SliceDirectionsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Norms => new(Norm.All.Select(norm => norm.Name));

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Norms))]
    public void Both_steps_are_as_long_as_epsilon(string norm)
    {
        var threat = new ThreatModel(Norm.Find(norm)!, 2, Bounds.Unit);
        var directions = Of(Robust(5), threat);

        Assert.Equal(2, LengthOf(directions.Random, threat), 1e-4);
        // The steepest step in L0 is one feature.
        Assert.Equal(norm == "L0" ? 1 : 2, LengthOf(directions.Adversarial, threat), 1e-4);
    }

    [Fact]
    public void The_first_leads_to_the_witness()
    {
        var threat = new ThreatModel(Norm.L2, 0.5, Bounds.Unit);
        var change = tensor(new float[] { 0, 0.3f, 0, 0, -0.4f, 0, 0, 0, 0, 0, 0, 0 }, [1, 12]);
        var broken = new ExampleResult(5, 0, 0, Outcome.Broken, "PGD", new Witness(5, Input + change * 0.4, 1, 0.2, NonFinite: false));

        Assert.True(allclose(change, Of(broken, threat).Adversarial, 1e-5, 1e-6));
    }

    [Fact]
    public void A_robust_example_is_left_where_its_loss_grows_fastest()
    {
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        using var model = new FunctionModel(inputs => stack([inputs.sum(1), -inputs.sum(1)], 1));
        using var victim = new Victim(model, CPU);

        var directions = SliceDirections.Of(victim, Input, Robust(5), threat, seed: 0);

        Assert.True(allclose(full(new long[] { 1, 12 }, -0.1), directions.Adversarial, 1e-5, 1e-6));
    }

    [Fact]
    public void Where_the_gradient_is_zero_both_are_drawn()
    {
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        using var model = new FunctionModel(inputs => (inputs * 0).narrow(1, 0, 3));
        using var victim = new Victim(model, CPU);

        var directions = SliceDirections.Of(victim, Input, Robust(5), threat, seed: 0);

        Assert.Equal(0.1, LengthOf(directions.Adversarial, threat), 1e-5);
        Assert.False(allclose(directions.Adversarial, directions.Random));
    }

    [Fact]
    public void What_is_drawn_depends_on_the_seed_and_the_example_alone()
    {
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        var random = Of(Robust(5), threat).Random;

        Assert.True(allclose(random, Of(Robust(5) with { Label = 1 }, threat).Random, 0, 0));
        Assert.False(allclose(random, Of(Robust(6), threat).Random));
        Assert.False(allclose(random, Of(Robust(5), threat, seed: 1).Random));
    }

    [Fact]
    public void Frozen_features_stay_and_the_others_move_by_their_shares()
    {
        var mask = ones(12);
        mask[0] = 0;
        mask[1] = 0.5f;
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit) { Mask = mask };

        var directions = Of(Robust(5), threat);

        foreach (var direction in new[] { directions.Adversarial, directions.Random })
        {
            Assert.Equal(0, direction[0, 0].item<float>());
            Assert.InRange(Math.Abs(direction[0, 1].item<float>()), 1e-6, 0.05 + 1e-6);
        }
    }

    private static Tensor Input => full(new long[] { 1, 12 }, 0.5f);

    private static ExampleResult Robust(long index) => new(index, 0, 0, Outcome.Robust, null, null);

    private static SliceDirections Of(ExampleResult example, ThreatModel threat, long seed = 0)
    {
        using var model = Catalogue.Linear(3, seed: 41);
        using var victim = new Victim(model, CPU);
        return SliceDirections.Of(victim, Input, example, threat, seed);
    }

    private static double LengthOf(Tensor perturbation, ThreatModel threat) => threat.Norm.Length(perturbation).item<float>();
}
