using RobustnessGate.Attacks;
using RobustnessGate.Runner.Datasets;
using RobustnessGate.Runner.Gate;
using RobustnessGate.Runner.Gate.Probes;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.Gate.Probes;

public class AttackProbesTests
{
    private const double Epsilon = 0.05;

    [Theory]
    [InlineData("natural", "Linf", 8.0 / 255)]
    [InlineData("adversarial", "Linf", 0.1)]
    [InlineData("adversarial", "L2", 1.5)]
    [InlineData("natural", "L1", 5)]
    public void A_trained_network_raises_nothing_and_costs_little(string name, string norm, double epsilon)
    {
        using var model = jit.load<Tensor, Tensor>(Fixture.PathOf($"fashion-convnet-{name}.pt"));
        using var data = DatasetLoader.Load(Fixture.PathOf("fashion-256.npz"), Bounds.Unit, 60, shuffle: false, seed: 0);
        using var victim = new Victim(model, CPU);
        var findings = ModelChecks.Run(victim, data, 60, ModelWatch.None, TestContext.Current.CancellationToken);
        Assert.Empty(findings.Diagnostics);
        var before = victim.Passes;

        Assert.Empty(Probe(victim, data, findings, new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit)));

        var cost = victim.Passes - before;
        Assert.InRange(cost.Forward + cost.Backward, 1, 2 * 100 * 60);
    }

    [Fact]
    public void A_hollow_around_the_inputs_is_found_where_one_step_leaps_over_it()
    {
        // Down to 0.2, up to 0.9, and down again to what fools the model.
        var found = Found(u => where(u < 0.2, 1 - 2 * u, where(u < 0.9, 0.6 + 10 * (u - 0.2), 7.6 - 100 * (u - 0.9))));
        Assert.Contains("RG2008", found.Select(entry => entry.Code));
        var leak = found.First(entry => entry.Code == "RG2008");
        Assert.InRange(leak.Measured!.Value, 0.5, 1);
        Assert.StartsWith("One gradient step (FGSM) leaves 0.000 of 40 examples unbroken", leak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_that_rises_with_epsilon_is_found()
    {
        // What fools the model is near; farther out all slopes lead away from it.
        var found = Found(u => where(u < -1, 3 + 0.1 * (u + 1), where(u > 1.2, 3 - 0.1 * (u - 1.2), 1 - 2 * u)));
        Assert.Contains("RG2010", found.Select(entry => entry.Code));
    }

    [Fact]
    public void An_attack_without_limit_that_fails_is_found()
    {
        var found = Assert.Single(Found(u => (u.detach() < 9).to(float32)));
        Assert.Equal("RG2009", found.Code);
        Assert.InRange(found.Measured!.Value, 0.7, 1);
        Assert.Equal(0.55, found.Threshold!.Value, 12);
    }

    [Fact]
    public void A_slope_that_leads_to_the_other_class_raises_nothing()
    {
        Assert.Empty(Found(u => 2 - u));
    }

    [Fact]
    public void A_few_examples_say_nothing()
    {
        Assert.Empty(Found(u => (u.detach() < 9).to(float32), count: 15));
    }

    [Fact]
    public void A_mask_does_not_limit_the_attack_without_limit()
    {
        using var mask = tensor(new float[] { 0, 1 });
        Assert.Empty(Found(u => 2 - u, mask: mask));
    }

    /// <summary>Probes a model of two classes whose margin is a function of how far the first feature has moved, in units of epsilon.</summary>
    private static IReadOnlyList<DiagnosticEntry> Found(Func<Tensor, Tensor> margin, int count = 40, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        using var model = new FunctionModel(x =>
        {
            var value = margin((x.select(1, 0) - 0.5) / Epsilon);
            return stack([value, zeros_like(value)], 1);
        });
        using var victim = new Victim(model, CPU);
        using var data = new Dataset(full(new long[] { count, 2 }, 0.5f), zeros(count, dtype: int64), [.. Enumerable.Range(0, count).Select(index => (long)index)], "test", ["test.npz"], count);
        var findings = new ModelFindings([], OutputKind.Logits, 2, new long[count]);
        return Probe(victim, data, findings, new ThreatModel(Norm.Linf, Epsilon, Bounds.Unit) { Mask = mask });
    }

    private static IReadOnlyList<DiagnosticEntry> Probe(Victim victim, Dataset data, ModelFindings findings, ThreatModel threat)
    {
        using var sample = new ProbeSample(victim, data, findings.Predicted, threat, new EvaluationOptions());
        return AttackProbes.Run(sample, findings);
    }
}
