using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Settings;

namespace RobustnessGate.Runner.Tests.Settings;

public class AttackSpecTests
{
    [Theory]
    [InlineData("PGD", "PGD")]
    [InlineData("PGD;Steps=40;Restarts=5", "PGD;Steps=40;Restarts=5")]
    [InlineData(" PGD ; Steps = 40 ; ", "PGD;Steps=40")]
    [InlineData("PGD;StepSize=2/255", "PGD;StepSize=2/255")]
    public void A_spec_is_a_name_and_options(string text, string expected)
    {
        Assert.Equal(expected, AttackSpec.Parse(text).ToString());
    }

    [Theory]
    [InlineData("", "does not begin with the attack's name")]
    [InlineData(";", "does not begin with the attack's name")]
    [InlineData("Steps=40", "does not begin with the attack's name")]
    [InlineData("PGD;40", "has the option '40' without a value")]
    [InlineData("PGD;=40", "has the option '=40' without a value")]
    [InlineData("PGD;Steps=1;steps=2", "gives steps twice")]
    public void Other_specs_are_explained(string text, string problem)
    {
        var error = Assert.Throws<GateException>(() => AttackSpec.Parse(text));
        Assert.Equal((Codes.InvalidAttackOption, $"The attack '{text}' {problem}; write it as \"PGD;Steps=40;Restarts=5\"."), (error.Code, error.Message));
    }
}
