using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.BlackBox;

/// <summary>SPSA follows the gradient at the point where it stands.</summary>
public sealed class SpsaTests
{
    // A margin −Σ a (x − b)² has the gradient −2 a (x − b): other at every point, so that probes around another point, or a wrong scale, would show.
    [Fact]
    public void Differences_estimate_the_gradient_at_the_point_and_in_its_scale()
    {
        using var scope = NewDisposeScope();
        var a = tensor(new[] { 1f, 2f, 0.5f });
        var b = tensor(new[] { 0.2f, 0.1f, 0.9f });
        using var model = new FunctionModel(input => stack([zeros(input.shape[0]), -((input - b).square() * a).sum(1)], 1));
        using var victim = new Victim(model, CPU);
        var inputs = tensor(new[,] { { 0.4f, 0.6f, 0.3f }, { 0.7f, 0.3f, 0.5f } });
        var offset = tensor(new[] { 0.1f, -0.05f, 0.2f });
        var probe = new Probe { Offset = offset };
        probe.Run(victim, Data.Labelled(inputs, zeros(2, int64)), new ThreatModel(Norm.Linf, 0.5, Bounds.Unit));
        var expected = -2 * a * (inputs + offset - b);
        Assert.InRange((probe.Estimate! - expected).norm().item<float>() / expected.norm().item<float>(), 0, 0.1f);
    }

    [Theory]
    [InlineData("Linf")]
    [InlineData("L2")]
    public void Breaks_no_example_of_a_linear_model_beyond_reach_and_nearly_all_within(string norm)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(3);
        using var model = LinearModel.Random(12, 2, draws);
        using var victim = new Victim(model, CPU);
        var inputs = draws.Normal(60, 12);
        var distances = model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var epsilon = (double)distances.Order().ElementAt(30);
        var witnesses = new Spsa { Steps = 40, Samples = 32, StepSize = epsilon / 10 }.Run(
            victim, Data.AsClassifiedBy(model, inputs), new ThreatModel(Norm.Find(norm)!, epsilon, Data.Unbounded));
        var broken = witnesses.Select(witness => (int)witness.Index).ToHashSet();
        Assert.All(broken, row => Assert.InRange(distances[row], 0, epsilon * (1 + 1e-5)));
        Assert.All(Enumerable.Range(0, 60).Where(row => distances[row] < 0.9 * epsilon), row => Assert.Contains(row, broken));
    }

    [Fact]
    public void An_unbroken_example_costs_its_samples_each_step_and_one_for_the_last_point()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(5);
        using var model = LinearModel.Random(5, 2, draws);
        using var victim = new Victim(model, CPU);
        var result = SuiteEvaluation.Run(
            victim, Data.AsClassifiedBy(model, draws.Normal(4, 5)), new Suite("custom", [new Spsa { Steps = 3, Samples = 8 }]), new ThreatModel(Norm.Linf, 1e-6, Data.Unbounded), new EvaluationOptions());
        Assert.Equal(new PassCount(4 * (3 * 8 + 1), 0), result.Attacks[0].Passes);
    }

    /// <summary>Asks SPSA for its estimate at a point away from the clean inputs.</summary>
    private sealed record Probe : Attack
    {
        public Tensor? Estimate { get; private set; }

        public required Tensor Offset { get; init; }

        public override void Start(Rows rows)
        {
            Estimate = new Spsa { Samples = 4000 }.Estimate(rows, rows.Clean + Offset).MoveToOuterDisposeScope().DetachFromDisposeScope();
            rows.Finish();
        }

        public override void Step(Rows rows)
        {
        }
    }
}
