using RobustnessGate.Attacks;
using RobustnessGate.Runner.Gate;

namespace RobustnessGate.Runner.Tests.Gate;

public class SuiteDiagnosticsTests
{
    [Fact]
    public void A_clean_run_raises_nothing()
    {
        Assert.Empty(Found(Attack(10, zeroGradients: 0)));
    }

    [Fact]
    public void Some_blind_examples_are_a_warning_with_their_share()
    {
        var found = Assert.Single(SuiteDiagnostics.Of(Result(Attack(200, zeroGradients: 25), Attack(100, zeroGradients: 3))));
        Assert.Equal("RG2003", found.Code);
        Assert.StartsWith("The first gradient was zero or not finite for 25 of 200 examples that PGD attacked (12.5 %)", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attacks_that_were_all_blind_prove_nothing()
    {
        Assert.Equal(["RG3013"], Found(Attack(10, zeroGradients: 10), Attack(10, zeroGradients: 10)));
    }

    [Fact]
    public void One_attack_that_saw_something_makes_the_rest_a_warning()
    {
        Assert.Equal(["RG2003"], Found(Attack(10, zeroGradients: 10), Attack(10, zeroGradients: 9)));
    }

    [Fact]
    public void A_black_box_attack_that_broke_something_still_proves_something()
    {
        var blind = Attack(10, zeroGradients: 10);
        Assert.Equal(["RG3013"], Found(blind, BlackBox(10, broken: 0)));
        Assert.Equal(["RG2003", "RG2007"], Found(blind, BlackBox(10, broken: 4)));
    }

    [Fact]
    public void Blindness_on_the_way_is_a_warning_beyond_a_tenth()
    {
        Assert.Empty(Found(Attack(100, 0) with { ZeroGradientsOnPath = 10 }));
        var found = Assert.Single(SuiteDiagnostics.Of(Result(Attack(100, 0) with { ZeroGradientsOnPath = 11 })));
        Assert.Equal(("RG2003", 0.11, 0.1), (found.Code, found.Measured, found.Threshold));
        Assert.StartsWith("PGD met gradients that are zero or not finite on its way for 11 of 100 examples (11 %)", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_only_a_black_box_attack_breaks_means_that_gradients_are_masked()
    {
        var found = Assert.Single(SuiteDiagnostics.Of(Result(Attack(100, 0), BlackBox(90, broken: 2))));
        Assert.Equal(("RG2007", 0.02, 0.01), (found.Code, found.Measured, found.Threshold));
        Assert.StartsWith("Square broke 2 of 100 examples without gradients", found.Message, StringComparison.Ordinal);
        Assert.Empty(Found(Attack(100, 0), BlackBox(90, broken: 1)));
    }

    [Fact]
    public void A_black_box_attack_may_break_more_than_a_weak_attack_before_it_or_any_after_it()
    {
        Assert.Empty(Found(Attack(100, 0) with { Name = "FGSM", Settings = new Dictionary<string, object?>() }, BlackBox(90, broken: 50)));
        Assert.Empty(Found(BlackBox(100, broken: 50), Attack(50, 0)));
    }

    [Fact]
    public void Nothing_attacked_raises_nothing()
    {
        Assert.Empty(Found(Attack(0, zeroGradients: 0) with { Passes = new PassCount(0, 0) }));
    }

    [Fact]
    public void Unconfirmed_successes_are_counted_over_all_attacks()
    {
        var found = Assert.Single(SuiteDiagnostics.Of(Result(Attack(10, 0) with { Unconfirmed = 2 }, Attack(10, 0) with { Unconfirmed = 1 })));
        Assert.Equal("RG2006", found.Code);
        Assert.StartsWith("3 examples", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_that_are_not_finite_outside_the_budget_are_named_with_the_attack_that_met_most()
    {
        var found = Assert.Single(SuiteDiagnostics.Of(Result(Attack(10, 0) with { NonFiniteOutside = 1 }, Attack(10, 0) with { Name = "FAB", NonFiniteOutside = 4 })));
        Assert.Equal("RG2005", found.Code);
        Assert.StartsWith("FAB left 4 of 10 examples unbroken", found.Message, StringComparison.Ordinal);
        Assert.Equal(0.4, found.Measured);
    }

    private static IEnumerable<string> Found(params AttackResult[] attacks) => SuiteDiagnostics.Of(Result(attacks)).Select(diagnostic => diagnostic.Code);

    private static SuiteResult Result(params AttackResult[] attacks) => new(
        [.. Enumerable.Range(0, 100).Select(index => new ExampleResult(index, 0, 0, Outcome.Robust, null, null))], attacks, default, default);

    private static AttackResult BlackBox(long attempted, long broken) =>
        Attack(attempted, 0) with { Name = "Square", Broken = broken, Passes = new PassCount(100, 0), ZeroGradientsOnPath = 0 };

    private static AttackResult Attack(long attempted, long zeroGradients) =>
        new("PGD", new Dictionary<string, object?> { ["Steps"] = 40 }, attempted, 0, new PassCount(10 * attempted, 10 * attempted), 1, zeroGradients, zeroGradients, 0, 0);
}
