using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

/// <summary>On trained networks the attacks find what the reference implementations find.</summary>
public sealed class ReferenceTests
{
    private const double OneExample = 1.0 / 256;

    [Theory]
    [InlineData("natural")]
    [InlineData("adversarial")]
    public void Fgsm_breaks_the_examples_that_the_reference_breaks(string model)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, "FGSM Linf");
        var broken = Broken(Evaluate(model, new Fgsm(), Norm.Linf, reference.Epsilon));
        broken.SymmetricExceptWith(reference.Broken);
        Assert.InRange(broken.Count, 0, 1);
    }

    [Theory]
    [InlineData("natural", "BIM")]
    [InlineData("natural", "MI-FGSM")]
    [InlineData("adversarial", "BIM")]
    [InlineData("adversarial", "MI-FGSM")]
    public void Iterated_attacks_reach_the_robust_accuracy_of_the_reference(string model, string attack)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, attack + " Linf");
        var result = Evaluate(model, AttackCatalog.Create(attack, new Dictionary<string, string>()), Norm.Linf, reference.Epsilon);
        Assert.Equal(reference.RobustAccuracy, RobustAccuracy(result), OneExample);
    }

    [Theory]
    [InlineData("natural", 0)]
    [InlineData("natural", 1)]
    [InlineData("natural", 2)]
    [InlineData("adversarial", 0)]
    [InlineData("adversarial", 1)]
    [InlineData("adversarial", 2)]
    public void Pgd_reaches_the_robust_accuracy_of_the_reference_with_any_seed(string model, long seed)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, "PGD-40 Linf");
        var result = Evaluate(model, new Pgd { StepSize = reference.Epsilon / 10 }, Norm.Linf, reference.Epsilon, seed);
        Assert.Equal(reference.RobustAccuracy, RobustAccuracy(result), 3 * OneExample);
    }

    [Theory]
    [InlineData("natural")]
    [InlineData("adversarial")]
    public void Pgd_in_L2_is_at_least_as_strong_as_the_reference(string model)
    {
        using var scope = NewDisposeScope();
        var reference = Fixture.Reference(model, "PGD-100 L2");
        var result = Evaluate(model, new Pgd { Steps = 100 }, Norm.L2, reference.Epsilon);
        Assert.InRange(RobustAccuracy(result), 0, reference.RobustAccuracy + OneExample);
    }

    [Fact]
    public void Every_witness_breaks_its_example_alone_within_budget_and_bounds()
    {
        using var scope = NewDisposeScope();
        var threat = new ThreatModel(Norm.Linf, 0.1, Bounds.Unit);
        using var model = Fixture.Model("adversarial");
        using var victim = new Victim(model, CPU);
        var examples = Fixture.Examples();
        var result = SuiteEvaluation.Run(victim, examples, Attacks.Suites.Find("quick", Norm.Linf)!, threat, new EvaluationOptions());
        Assert.Contains(result.Examples, example => example.Outcome == Outcome.Broken);
        foreach (var example in result.Examples.Where(example => example.Outcome == Outcome.Broken))
        {
            var witness = example.Witness!.Input;
            Assert.NotEqual(example.Label, model.call(witness).argmax(1).item<long>());
            Assert.InRange((witness - examples.Inputs[example.Index]).abs().max().item<float>(), 0, 0.1f + 2e-7f);
            Assert.InRange(witness.min().item<float>(), 0, 1);
            Assert.InRange(witness.max().item<float>(), 0, 1);
        }
    }

    // The same example in another row of a batch may differ in its last bits, so an example that hangs on them may change sides.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void Outcomes_do_not_depend_on_the_batch_size(int batchSize)
    {
        using var scope = NewDisposeScope();
        var whole = Broken(Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1, batchSize: 256));
        whole.SymmetricExceptWith(Broken(Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1, batchSize: batchSize)));
        Assert.InRange(whole.Count, 0, 2);
    }

    [Fact]
    public void Outcomes_do_not_depend_on_the_order()
    {
        using var scope = NewDisposeScope();
        var whole = Broken(Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1));
        var examples = Fixture.Examples();
        var draws = new Drawn(8);
        var order = draws.Order(256);
        var shuffled = new Examples(examples.Inputs.index_select(0, order), examples.Labels.index_select(0, order), order.data<long>().ToArray());
        whole.SymmetricExceptWith(Broken(Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1, examples: shuffled)));
        Assert.InRange(whole.Count, 0, 2);
    }

    [Fact]
    public void The_same_batches_give_the_same_bits()
    {
        using var scope = NewDisposeScope();
        var first = Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1);
        var second = Evaluate("adversarial", new Pgd { Steps = 10 }, Norm.Linf, 0.1);
        Assert.All(first.Examples.Zip(second.Examples), pair =>
        {
            Assert.Equal(pair.First.Outcome, pair.Second.Outcome);
            Assert.Equal(pair.First.Witness?.Input.data<float>().ToArray(), pair.Second.Witness?.Input.data<float>().ToArray());
        });
    }

    private static SuiteResult Evaluate(
        string model, Attack attack, Norm norm, double epsilon, long seed = 0, int batchSize = 256, Examples? examples = null)
    {
        using var module = Fixture.Model(model);
        using var victim = new Victim(module, CPU);
        var options = new EvaluationOptions { Seed = seed, BatchSize = batchSize };
        return SuiteEvaluation.Run(
            victim, examples ?? Fixture.Examples(), new Suite("custom", [attack]), new ThreatModel(norm, epsilon, Bounds.Unit), options);
    }

    private static HashSet<long> Broken(SuiteResult result) =>
        [.. result.Examples.Where(example => example.Outcome == Outcome.Broken).Select(example => example.Index)];

    private static double RobustAccuracy(SuiteResult result) =>
        result.Examples.Count(example => example.Outcome == Outcome.Robust) / (double)result.Examples.Count;
}
