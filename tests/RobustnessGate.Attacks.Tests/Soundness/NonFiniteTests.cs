using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>Outputs and gradients that are not numbers neither harm an attack nor pass for a result.</summary>
public sealed class NonFiniteTests
{
    private static readonly LinearModel Linear = Catalogue.Linear(3, seed: 45);

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Gradients_of_zero_are_counted_and_lead_to_no_point_that_is_not_a_number(string attack, string norm)
    {
        var result = Evaluate(attack, norm, points => points.narrow(1, 0, 3) * 0 + tensor(new[] { 1f, 0f, 0f }), out var isFinite);
        Assert.True(isFinite);
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
        AssertBlind(attack, result);
    }

    // The slope of the root at 0 is infinite.
    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Gradients_that_are_not_numbers_are_counted_and_lead_to_no_point_that_is_not_a_number(string attack, string norm)
    {
        var result = Evaluate(attack, norm, points => points.narrow(1, 0, 3) + (points.narrow(1, 0, 3) * 0).sqrt() * 0, out var isFinite);
        Assert.True(isFinite);
        AssertBlind(attack, result);
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Outputs_that_are_not_numbers_are_marked_as_such(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var clean = Inputs();
        // Finite only on the inputs as they are.
        var result = Evaluate(
            attack,
            norm,
            points => Linear.call(points) + where((points.unsqueeze(1) == clean).all(2).any(1, true), zeros(1), full(1, float.NaN)),
            out var isFinite);
        Assert.True(isFinite);
        // Others may look for successes farther off.
        if (Catalogue.Short(attack).StaysInBudget(new ThreatModel(Norm.Find(norm)!, 1, Bounds.Unit)))
            Assert.Contains(result.Examples, example => example.Outcome == Outcome.Broken);
        Assert.All(result.Examples, example => Assert.Equal(example.Outcome == Outcome.Broken, example.Witness?.NonFinite ?? false));
        Assert.Equal(result.Examples.Count(example => example.Outcome == Outcome.Robust), result.Attacks[0].NonFiniteOutside);
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void An_example_whose_gradients_are_not_numbers_does_not_harm_the_others(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var inputs = Inputs();
        inputs[0].fill_(1);
        var examples = Data.AsClassifiedBy(Linear, inputs);
        var poisoned = new FunctionModel(points => Linear.call(points) + (where(points.sum([1], true) > 11, points.narrow(1, 0, 3) * 0, ones(1)).sqrt() - 1) * 0);
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 2 : 0.5 * Catalogue.Generous(norm), Bounds.Unit);
        var harmed = Catalogue.Evaluate(Catalogue.Short(attack), poisoned, examples, threat);
        var healthy = Catalogue.Evaluate(Catalogue.Short(attack), Linear, examples, threat);
        // The substitute is trained on all examples' answers, which are the same.
        Assert.Equal(Others(healthy), Others(harmed));

        static List<Outcome> Others(SuiteResult result) => [.. result.Examples.Skip(1).Select(example => example.Outcome)];
    }

    private static Tensor Inputs() => Catalogue.Inputs(8);

    private static void AssertBlind(string attack, SuiteResult result)
    {
        if (AttackCatalog.Find(attack)!.Access == AttackAccess.Gradients)
            Assert.Equal(result.Attacks[0].Attempted, result.Attacks[0].ZeroGradients);
    }

    private static SuiteResult Evaluate(string attack, string norm, Func<Tensor, Tensor> function, out bool isFinite)
    {
        using var scope = NewDisposeScope();
        var allFinite = true;
        using var model = new FunctionModel(points =>
        {
            allFinite &= points.isfinite().all().item<bool>();
            return function(points);
        });
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 2 : 0.1, Bounds.Unit);
        var result = Catalogue.Evaluate(Catalogue.Short(attack), model, Data.Labelled(Inputs(), function(Inputs()).argmax(1)), threat);
        isFinite = allFinite;
        return result;
    }
}
