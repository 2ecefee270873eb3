using System.Globalization;
using System.Reflection;
using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>Every value that an option takes works.</summary>
public sealed class OptionTests
{
    // What takes too long.
    private static readonly HashSet<string> Costly = ["Substitute Rounds 20"];

    public static TheoryData<string, string, string> Extremes { get; } = new(
        from description in AttackCatalog.All
        let type = description.Create().GetType()
        from property in type.GetProperties()
        let option = property.GetCustomAttribute<NamedOptionAttribute>()
        where option is not null
        from value in Values(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, option)
        where !Costly.Contains($"{description.Name} {property.Name} {value}")
        select (description.Name, property.Name, value));

    [Theory]
    [MemberData(nameof(Extremes))]
    public void The_least_and_the_most_that_an_option_takes_end_with_valid_points(string attack, string option, string value) =>
        AssertEnds(attack, option, value);

    [Theory]
    [InlineData("APGD-T", "Targets")]
    [InlineData("FAB-T", "Targets")]
    [InlineData("JSMA", "Targets")]
    [InlineData("JSMA", "Candidates")]
    [InlineData("DeepFool", "Candidates")]
    [InlineData("Substitute", "HoldOut")]
    public void More_than_there_is_is_all(string attack, string option) => AssertEnds(attack, option, "1000");

    private static IEnumerable<string> Values(Type type, NamedOptionAttribute option)
    {
        if (type.IsEnum)
            return Enum.GetNames(type);
        if (type == typeof(bool))
            return ["true", "false"];
        var limits = new[] { option.Minimum + (option.ExclusiveMinimum ? 1e-6 : 0), option.Maximum };
        return limits.Where(double.IsFinite).Select(limit => limit.ToString("0.######", CultureInfo.InvariantCulture));
    }

    private static void AssertEnds(string attack, string option, string value)
    {
        var created = Catalogue.Short(attack, (option, value));
        Assert.All(Norm.All.Where(created.Supports), norm =>
        {
            using var scope = NewDisposeScope();
            var linear = Catalogue.Linear(2, seed: 51);
            var isValid = true;
            using var model = new FunctionModel(points =>
            {
                isValid &= (points >= 0).logical_and(points <= 1).all().item<bool>();
                return linear.call(points);
            });
            Catalogue.Evaluate(created, model, Data.AsClassifiedBy(linear, Catalogue.Inputs(3)), new ThreatModel(norm, Catalogue.Generous(norm.Name) / 4, Bounds.Unit));
            Assert.True(isValid);
        });
    }
}
