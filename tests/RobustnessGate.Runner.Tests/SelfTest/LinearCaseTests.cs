using RobustnessGate.Attacks;
using RobustnessGate.Runner.SelfTest;
using RobustnessGate.Runner.Tests.Support;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Tests.SelfTest;

public sealed class LinearCaseTests
{
    public static TheoryData<string> Norms => [.. Norm.All.Select(norm => norm.Name)];

    [Fact]
    public void An_exact_attack_passes()
    {
        var measured = Run(new Fgsm(), Norm.Linf);
        Assert.True(measured.Passed);
        Assert.Matches("^([0-9]+) of \\1 broken$", measured.Text);
    }

    [Fact]
    public void An_attack_that_misses_what_it_could_break_fails()
    {
        Assert.False(Run(new Square { Queries = 1 }, Norm.Linf).Passed);
        Assert.True(Run(new Square { Queries = 1 }, Norm.Linf, new Allowance { Missed = 1 }).Passed);
    }

    [Fact]
    public void A_minimum_norm_attack_that_ends_too_far_away_fails()
    {
        var measured = Run(new DeepFool { Overshoot = 0.2 }, Norm.L2);
        Assert.False(measured.Passed);
        Assert.Matches("^20[.0-9]* % on 40 of 40$", measured.Text);
        Assert.True(Run(new DeepFool { Overshoot = 0.2 }, Norm.L2, new Allowance { Excess = 0.21 }).Passed);
    }

    [Fact]
    public void A_minimum_norm_attack_that_finds_nothing_fails()
    {
        // Always sure of the first class.
        var measured = Run(new DeepFool(), Norm.L2, model: _ => new FunctionModel(input => tensor(new[] { 1f, 0f }).expand(input.shape[0], 2)));
        Assert.Equal(new Measured("none of 40", false), measured);
    }

    [Theory]
    [InlineData("FGSM", "Linf")]
    [InlineData("FAB", "L2")]
    [InlineData("FMN", "L1")]
    [InlineData("FMN", "L0")]
    public void A_model_that_breaks_sooner_than_it_can_is_noticed(string attack, string norm)
    {
        var measured = Run(AttackCatalog.Create(attack, new Dictionary<string, string>()), Norm.Find(norm)!, model: Sooner);
        Assert.False(measured.Passed);
        Assert.EndsWith(" impossible", measured.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void The_budget_lies_between_distances(string norm)
    {
        var problem = new LinearProblem(Norm.Find(norm)!, classes: 2);
        var budget = problem.MiddleBudget();
        Assert.InRange(problem.Distances.Count(distance => distance < budget), 13, 27);
        Assert.DoesNotContain(problem.Distances, distance => Math.Abs(distance - budget) < 1e-3 * budget);
    }

    [Theory]
    [MemberData(nameof(Norms))]
    public void The_model_classifies_its_examples_as_they_are_labelled(string norm)
    {
        using var scope = NewDisposeScope();
        var problem = new LinearProblem(Norm.Find(norm)!, classes: 3);
        using var model = problem.Model();
        var (inputs, labels) = (problem.Data().Inputs, problem.Data().Labels);
        Assert.Equal(labels.data<long>().ToArray(), model.call(inputs).argmax(1).data<long>().ToArray());
        Assert.Equal(3, labels.data<long>().ToArray().Distinct().Count());
        Assert.True((inputs >= 0).logical_and(inputs <= 1).all().item<bool>());
    }

    private static Measured Run(Attack attack, Norm norm, Allowance? allowance = null, Func<LinearProblem, nn.Module<Tensor, Tensor>>? model = null) =>
        new LinearCase(attack, norm, allowance ?? new Allowance(), model ?? (problem => problem.Model())).Run(TestContext.Current.CancellationToken);

    // It leans to the second class, so that the first is left too soon.
    private static FunctionModel Sooner(LinearProblem problem)
    {
        var model = problem.Model();
        return new FunctionModel(input => model.call(input) + tensor(new[] { 0f, 0.2f }));
    }
}
