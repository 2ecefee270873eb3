using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>The boundary attack on linear models; what it shares with HopSkipJump is tested there.</summary>
public sealed class BoundaryTests
{
    [Fact]
    public void Comes_close_to_the_closed_form_distance_of_a_linear_model()
    {
        using var scope = NewDisposeScope();
        using var model = LinearModel.Random(8, 2, seed: 3);
        using var victim = new Victim(model, CPU);
        var draws = new Drawn(1);
        var inputs = draws.Normal(10, 8);
        var distances = model.SmallestPerturbation(inputs, Norm.L2).data<float>().ToArray();
        var threat = new ThreatModel(Norm.L2, 1, new Bounds(-6, 6));
        var result = SuiteEvaluation.RunNearest(victim, Data.AsClassifiedBy(model, inputs), new Suite("custom", [new Boundary { Steps = 1500, SphericalStep = 0.1 }]), threat, new EvaluationOptions());
        var ratios = result.Examples.Select(example => example.Witness!.Distance / distances[example.Index]).Order().ToArray();
        Assert.InRange(ratios[0], 1 - 1e-4, 1.1);
        Assert.InRange(ratios[5], 1 - 1e-4, 1.1);
    }

    [Fact]
    public void Costs_a_forward_pass_a_step_and_every_tenth_another()
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionModel(input => stack([zeros(input.shape[0]), input.flatten(1).sum(1)], 1));
        using var victim = new Victim(model, CPU);
        var examples = Data.Labelled(full([4, 6], -0.5), zeros(4, int64));
        var before = Passes(steps: 1);
        Assert.Equal(new PassCount(4 * (100 + 10), 0), Passes(steps: 101) - before);

        PassCount Passes(int steps) => SuiteEvaluation.RunNearest(
            victim, examples, new Suite("custom", [new Boundary { Steps = steps }]), new ThreatModel(Norm.L2, 1, new Bounds(-1, 1)), new EvaluationOptions()).Attacks[0].Passes;
    }
}
