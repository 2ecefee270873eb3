using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>Inputs of any shape and any number of classes are attacked alike.</summary>
public sealed class ShapeTests
{
    private static readonly long[][] Shapes = [[12], [2, 6], [1, 3, 4], [2, 3, 2, 1]];

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Inputs_may_have_any_shape(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var model = Catalogue.Linear(3, seed: 47);
        var inputs = Catalogue.Inputs(4);
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Bounds.Unit);
        Assert.All(Shapes, shape =>
        {
            var result = Catalogue.Evaluate(Catalogue.Short(attack), model, Data.AsClassifiedBy(model, inputs.reshape([4, .. shape])), threat);
            var witnesses = result.Examples.Select(example => example.Witness).OfType<Witness>().ToList();
            Assert.NotEmpty(witnesses);
            Assert.All(witnesses, witness => Assert.Equal([1, .. shape], witness.Input.shape));
        });
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void An_input_may_be_a_single_feature(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var model = new LinearModel(tensor(new[,] { { 1f }, { -1f } }), tensor(new[] { -0.5f, 0.5f }));
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? 1 : 0.3, Bounds.Unit);
        var result = Catalogue.Evaluate(Catalogue.Short(attack), model, Data.AsClassifiedBy(model, tensor(new[,] { { 0.3f }, { 0.4f }, { 0.45f } })), threat);
        Assert.InRange(result.Attacks[0].Broken, 2, 3);
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Two_or_three_classes_are_enough(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Bounds.Unit);
        Assert.All((long[])[2, 3], classes =>
        {
            var model = Catalogue.Linear(classes, seed: 48);
            Assert.InRange(Catalogue.Evaluate(Catalogue.Short(attack), model, Data.AsClassifiedBy(model, Catalogue.Inputs(4)), threat).Attacks[0].Broken, 1, 6);
        });
    }
}
