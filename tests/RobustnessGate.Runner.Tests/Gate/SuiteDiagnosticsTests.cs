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
    public void An_attack_without_gradients_still_proves_something()
    {
        var blind = Attack(10, zeroGradients: 10);
        Assert.Equal(["RG2003"], Found(blind, Attack(10, zeroGradients: 0) with { Passes = new PassCount(100, 0) }));
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

    private static IEnumerable<string> Found(params AttackResult[] attacks) => SuiteDiagnostics.Of(Result(attacks)).Select(diagnostic => diagnostic.Code);

    private static SuiteResult Result(params AttackResult[] attacks) => new([], attacks, default, default);

    private static AttackResult Attack(long attempted, long zeroGradients) =>
        new("PGD", new Dictionary<string, object?>(), attempted, 0, new PassCount(10 * attempted, 10 * attempted), 1, zeroGradients, zeroGradients, 0);
}
