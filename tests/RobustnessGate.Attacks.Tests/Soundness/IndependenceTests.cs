using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Soundness;

/// <summary>What becomes of an example depends on nothing but the example, the attack and the seed.</summary>
public sealed class IndependenceTests
{
    private static readonly LinearModel Model = Catalogue.Linear(3, seed: 49);

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void The_batch_size_does_not_matter(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var (examples, threat) = Given(norm);
        var together = Evaluate(attack, examples, threat, batchSize: 64);
        Assert.Contains(Outcome.Broken, together);
        Assert.Equal(together, Evaluate(attack, examples, threat, batchSize: 1));
        // Three at a time out of a queue, so that examples join while others are under way.
        Assert.Equal(together, Evaluate(attack, examples, threat, batchSize: 3));
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void The_order_does_not_matter(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var (examples, threat) = Given(norm);
        long[] order = [5, 2, 7, 0, 3, 6, 1, 4];
        var shuffled = new Examples(examples.Inputs[tensor(order)], examples.Labels[tensor(order)], order);
        var straight = Evaluate(attack, examples, threat, batchSize: 3);
        Assert.Equal(order.Select(index => straight[(int)index]), Evaluate(attack, shuffled, threat, batchSize: 3));
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void Equal_seeds_give_equal_bits(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var (examples, threat) = Given(norm);
        Assert.Equal(Witnesses(), Witnesses());

        List<float[]?> Witnesses() =>
        [
            .. Catalogue.Evaluate(Catalogue.Short(attack), Model, examples, threat, new EvaluationOptions { Seed = 5 })
                .Examples.Select(example => example.Witness?.Input.data<float>().ToArray()),
        ];
    }

    [Theory]
    [MemberData(nameof(Catalogue.AttacksAndNorms), MemberType = typeof(Catalogue))]
    public void The_level_of_the_logits_does_not_matter(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        var (examples, threat) = Given(norm);
        var lowered = new FunctionModel(points => Model.call(points) - 64);
        Assert.Equal(Evaluate(attack, examples, threat, batchSize: 64), Evaluate(attack, examples, threat, batchSize: 64, lowered));
    }

    // A budget out of which, but in L0, some example is.
    private static (Examples Examples, ThreatModel Threat) Given(string norm)
    {
        var inputs = Catalogue.Inputs(8);
        var distances = norm == "L0" ? null : Model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var epsilon = distances is null ? 2 : 0.95 * distances.Max();
        return (Data.AsClassifiedBy(Model, inputs), new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit));
    }

    private static List<Outcome> Evaluate(string attack, Examples examples, ThreatModel threat, int batchSize, nn.Module<Tensor, Tensor>? model = null) =>
    [
        .. Catalogue.Evaluate(Catalogue.Short(attack), model ?? Model, examples, threat, new EvaluationOptions { BatchSize = batchSize })
            .Examples.Select(example => example.Outcome),
    ];
}
