namespace RobustnessGate.Attacks.Tests.Catalog;

public sealed class AttackCatalogTests
{
    private static Attack Create(string name, params (string Name, string Value)[] options) =>
        AttackCatalog.Create(name, options.ToDictionary(option => option.Name, option => option.Value));

    [Theory]
    [InlineData("pgd")]
    [InlineData("PGD")]
    public void An_attack_is_found_whatever_the_case_of_its_name(string name) => Assert.IsType<Pgd>(Create(name));

    [Theory]
    [InlineData("I-FGSM", typeof(BasicIterative))]
    [InlineData("MIM", typeof(MomentumIterative))]
    public void An_attack_is_found_by_its_other_names(string name, Type type) => Assert.IsType(type, Create(name));

    [Fact]
    public void Options_are_read_in_the_invariant_culture()
    {
        var attack = Assert.IsType<Pgd>(Create("PGD", ("steps", "20"), ("StepSize", "2/255"), ("Restarts", "5"), ("RandomStart", "False"), ("Target", "leastlikely")));
        Assert.Equal(new Pgd { Steps = 20, StepSize = 2 / 255.0, Restarts = 5, RandomStart = false, Target = TargetChoice.LeastLikely }, attack);
    }

    [Theory]
    [InlineData("Steps", "0", "a whole number of at least 1")]
    [InlineData("Steps", "1.5", "a whole number of at least 1")]
    [InlineData("Steps", "", "a whole number of at least 1")]
    [InlineData("StepSize", "0", "above 0")]
    [InlineData("StepSize", "0,1", "a number or a fraction")]
    [InlineData("StepSize", "NaN", "a number or a fraction")]
    [InlineData("StepSize", "1/0", "a number or a fraction")]
    [InlineData("RandomStart", "yes", "true or false")]
    [InlineData("Target", "7", "one of None, LeastLikely")]
    public void A_value_that_an_option_does_not_take_is_refused_with_what_it_takes(string option, string value, string expected)
    {
        var thrown = Assert.Throws<NamedOptionException>(() => Create("PGD", (option, value)));
        Assert.Contains(expected, thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"'{value}'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_is_refused_with_those_there_are()
    {
        var thrown = Assert.Throws<NamedOptionException>(() => Create("FGSM", ("Steps", "3")));
        Assert.Equal("FGSM has no option Steps; it has Eot, Target.", thrown.Message);
    }

    [Fact]
    public void An_unknown_attack_is_refused_with_those_there_are() =>
        Assert.StartsWith(
            "There is no attack 'PDG'; there are FGSM, BIM, PGD, MI-FGSM, ", Assert.Throws<UnknownAttackException>(() => Create("PDG")).Message, StringComparison.Ordinal);

    [Fact]
    public void Settings_show_what_an_absent_option_means_in_the_threat_model()
    {
        var threat = new ThreatModel(Norm.Linf, 0.4, Bounds.Unit);
        Assert.Equal(0.025, new Pgd().Settings(threat)["StepSize"]);
        Assert.Equal(0.04, new BasicIterative().Settings(threat)["StepSize"]);
        Assert.Equal("None", new Fgsm().Settings(threat)["Target"]);
    }

    [Theory]
    [InlineData("8/255", 8 / 255.0)]
    [InlineData(" 0.1 ", 0.1)]
    [InlineData("1e-3", 1e-3)]
    [InlineData("0.5/2", 0.25)]
    public void Fractions_are_read(string text, double value)
    {
        Assert.True(Fraction.TryParse(text, out var read));
        Assert.Equal(value, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("8/0")]
    [InlineData("8/255/2")]
    [InlineData("0,1")]
    [InlineData("1,000")]
    [InlineData("Infinity")]
    public void What_is_no_number_is_refused(string? text) => Assert.False(Fraction.TryParse(text, out _));
}
