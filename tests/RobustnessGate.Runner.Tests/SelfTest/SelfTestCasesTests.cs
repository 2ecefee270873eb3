using RobustnessGate.Attacks;
using RobustnessGate.Runner.SelfTest;

namespace RobustnessGate.Runner.Tests.SelfTest;

public sealed class SelfTestCasesTests
{
    [Fact]
    public void Every_attack_is_tried_in_each_of_its_norms()
    {
        var expected = AttackCatalog.All.SelectMany(attack => attack.Norms.Select(norm => (attack.Name, norm.Name)));
        Assert.Equal(expected, SelfTestCases.Linear.Select(each => (each.Name, each.Norm)));
    }

    [Fact]
    public void An_attack_that_nobody_thought_of_must_be_exact()
    {
        Assert.Equal(new Allowance { Missed = 0, Excess = 0.01, Classes = 2 }, Allowances.For("an attack of tomorrow", Norm.L2));
    }

    [Fact]
    public void Every_allowance_is_for_an_attack()
    {
        Assert.All(Allowances.Names, name => Assert.NotNull(AttackCatalog.Find(name.Split(' ')[0])));
    }

    [Fact]
    public void A_case_that_throws_has_failed_and_the_others_go_on()
    {
        var results = SelfTestRun.Run([new FixedCase("a", () => throw new InvalidOperationException("No slope.")), new FixedCase("b")], TestContext.Current.CancellationToken).ToList();
        Assert.Equal([("InvalidOperationException: No slope", false), ("1 of 1", true)], results.Select(result => (result.Measured, result.Passed)));
    }
}
