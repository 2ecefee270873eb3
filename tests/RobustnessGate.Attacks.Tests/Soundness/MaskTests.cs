using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>Features that must not change, and features with a smaller budget, are kept to by every attack.</summary>
public sealed class MaskTests
{
    private const int Frozen = 3;
    private const double FrozenValue = 0.25;

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Frozen_features_never_move_and_the_others_keep_to_their_shares(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var linear = Catalogue.Linear(3, seed: 41);
        var inputs = Catalogue.Inputs(12);
        inputs.narrow(1, 0, Frozen).fill_(FrozenValue);
        var shares = tensor(new[] { 0.5f, 0.5f, 0.5f, 0.5f, 1f, 1f, 1f, 1f, 2f });
        var examples = Data.AsClassifiedBy(linear, inputs);
        var moved = false;
        using var model = new FunctionModel(points =>
        {
            moved |= (points.narrow(1, 0, Frozen) != FrozenValue).any().item<bool>();
            return linear.call(points);
        });
        var threat = new ThreatModel(Norm.Find(norm)!, Catalogue.Generous(norm), Bounds.Unit) { Mask = cat([zeros(Frozen), shares]) };

        var result = Catalogue.Evaluate(Catalogue.Short(attack), model, examples, threat);

        Assert.False(moved);
        Assert.Contains(result.Examples, example => example.Outcome == Outcome.Broken);
        foreach (var witness in result.Examples.Select(example => example.Witness).OfType<Witness>())
        {
            var perturbation = (witness.Input - inputs[witness.Index]).narrow(1, Frozen, shares.shape[0]) / shares;
            Assert.InRange(threat.Norm.Length(perturbation).item<float>(), 0, threat.Epsilon * (1 + 1e-5));
        }
    }
}
