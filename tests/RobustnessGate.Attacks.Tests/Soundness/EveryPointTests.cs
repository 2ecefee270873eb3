using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>Every point that an attack asks the model about is looked at: a success counts wherever it is met, and ends its example.</summary>
public sealed class EveryPointTests
{
    [Theory]
    [InlineData("BIM", "Steps=5;StepSize=0.02")]
    [InlineData("PGD", "Steps=5;StepSize=0.02;RandomStart=false")]
    [InlineData("MI-FGSM", "Steps=5;StepSize=0.02")]
    public void A_success_on_the_way_counts_though_the_last_point_is_none(string attack, string options)
    {
        using var scope = NewDisposeScope();
        // The gradient leads from 0.5 up to 0.6, and only a narrow band on the way is of another class.
        using var model = new FunctionModel(points => cat([zeros_like(points), WithSlope(where((points - 0.54).abs() < 0.01, 1f, -1f), points)], 1));
        var settings = options.Split(';').Select(option => option.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var result = Catalogue.Evaluate(AttackCatalog.Create(attack, settings), model, Data.Labelled(full([1, 1], 0.5f), zeros(1, ScalarType.Int64)), new ThreatModel(Norm.Linf, 0.1, Bounds.Unit));
        Assert.Equal(0.54, Assert.Single(result.Examples).Witness!.Input.item<float>(), 1e-6);
    }

    // The substitute's training asks about points, too, and C&W in L0 begins with points that differ in every feature.
    public static TheoryData<string, string> AttacksThatStayWithTheExample { get; } =
        new(Catalogue.AttacksAndNorms.Select(row => row.Data).Where(data => data is not ("Substitute", _) and not ("C&W", "L0")).Select(data => (data.Item1, data.Item2)));

    [Theory]
    [MemberData(nameof(AttacksThatStayWithTheExample))]
    public void An_example_that_is_broken_is_asked_about_no_more(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var clean = Catalogue.Inputs(1);
        var linear = Catalogue.Linear(2, seed: 3);
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Bounds.Unit);
        var asked = 0;
        // Whatever moves is of the second class.
        using var model = new FunctionModel(points =>
        {
            var moved = (points != clean).flatten(1).any(1, keepdim: true);
            asked += moved.any().item<bool>() && threat.Measure(points.detach(), clean.expand(points.shape)).Allowed.Contains(true) ? 1 : 0;
            return WithSlope(where(moved, tensor(new[] { 0f, 1f }), tensor(new[] { 1f, 0f })), linear.call(points));
        });
        var result = Catalogue.Evaluate(Catalogue.Short(attack), model, Data.Labelled(clean, zeros(1, ScalarType.Int64)), threat);
        Assert.Equal(Outcome.Broken, result.Examples[0].Outcome);
        // By the attack, alone, and in 8 bits.
        Assert.InRange(asked, 2, 3);
    }

    // The first, with the second's gradient.
    private static Tensor WithSlope(Tensor values, Tensor slope) => values.detach() + slope - slope.detach();
}
