using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>On linear models the distance to the nearest misclassified input is known in closed form.</summary>
public sealed class MinimumNormLinearTests
{
    private const int Count = 50;
    private static readonly long[] Shape = [Count, 2, 3, 2];

    // A success must be clear of rounding, by 1e-5 of the logits, which is more of the distance where that is small.
    private const double Clear = 1e-3;

    [Theory]
    [InlineData("DeepFool", "Linf", 0.021)]
    [InlineData("DeepFool", "L2", 0.021)]
    [InlineData("DDN", "L2", 0.01)]
    [InlineData("FMN", "Linf", 0.01)]
    [InlineData("FMN", "L2", 0.01)]
    [InlineData("FMN", "L1", 0.01)]
    [InlineData("FAB", "Linf", Clear)]
    [InlineData("FAB", "L2", Clear)]
    [InlineData("FAB", "L1", Clear)]
    [InlineData("FAB-T", "Linf", Clear)]
    [InlineData("FAB-T", "L2", Clear)]
    [InlineData("FAB-T", "L1", Clear)]
    public void Two_classes_are_told_apart_at_the_closed_form_distance(string attack, string norm, double tolerance)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(3);
        var model = LinearModel.Random(12, 2, draws);
        var inputs = FarFromTheBoundary(model, draws, Norm.Find(norm)!);
        var expected = model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var distances = Distances(attack, model, inputs, Norm.Find(norm)!, Data.Unbounded);
        Assert.All(expected.Zip(distances), pair => Assert.InRange(pair.Second / pair.First, 1 - 1e-6, 1 + tolerance));
    }

    [Theory]
    [InlineData("DeepFool", "Linf", 3, 0.021)]
    [InlineData("DeepFool", "L2", 10, 0.021)]
    [InlineData("FAB", "Linf", 3, Clear)]
    [InlineData("FAB", "L1", 10, Clear)]
    [InlineData("FAB-T", "L2", 3, Clear)]
    [InlineData("FAB-T", "Linf", 10, Clear)]
    public void The_nearest_of_several_classes_is_found(string attack, string norm, long classes, double tolerance)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(4);
        var model = LinearModel.Random(12, classes, draws);
        var inputs = FarFromTheBoundary(model, draws, Norm.Find(norm)!);
        var expected = model.SmallestPerturbation(inputs, Norm.Find(norm)!).data<float>().ToArray();
        var distances = Distances(attack, model, inputs, Norm.Find(norm)!, Data.Unbounded);
        Assert.All(expected.Zip(distances), pair => Assert.InRange(pair.Second / pair.First, 1 - 1e-6, 1 + tolerance));
    }

    [Theory]
    [InlineData("FAB", "Linf")]
    [InlineData("FAB", "L2")]
    [InlineData("FAB", "L1")]
    [InlineData("FAB-T", "Linf")]
    public void In_a_gate_FAB_is_exact_to_a_millionth(string attack, string norm)
    {
        using var scope = NewDisposeScope();
        // The logits' difference falls by 5 in Linf, 3 in L2 and 2 in L1 for each unit of distance.
        var model = new LinearModel(tensor(new[,] { { 2f, 2f, -1f }, { 0f, 0f, 0f } }), zeros(2));
        var slope = norm switch { "Linf" => 5, "L2" => 3, _ => 2 };
        var examples = Data.Labelled(tensor(new[,] { { 1f, 0.5f, 0f }, { 0.25f, 0.5f, -0.5f } }), zeros(2, int64));
        using var victim = new Victim(model, CPU);
        foreach (var (margin, broken) in (IEnumerable<(double, long[])>)[(2, [1]), (3, [0, 1])])
        {
            Assert.Equal(broken, Broken(margin / slope * (1 + 2e-6)));
            Assert.Equal(broken[1..], Broken(margin / slope * (1 - 5e-6)));
        }

        IEnumerable<long> Broken(double epsilon) => AttackCatalog.Create(attack, new Dictionary<string, string>())
            .Run(victim, examples, new ThreatModel(Norm.Find(norm)!, epsilon, new Bounds(-4, 4))).Select(witness => witness.Index).Order();
    }

    [Theory]
    [InlineData("FAB", Clear)]
    [InlineData("FAB-T", Clear)]
    [InlineData("FMN", 0.01)]
    public void Within_bounds_the_answer_is_that_of_a_bisection(string attack, double tolerance)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(11);
        var weight = draws.Normal(2, 12);
        var model = new LinearModel(weight, zeros(2));
        var inputs = draws.Uniform(200, 12);
        var (labels, slope) = (model.forward(inputs).argmax(1), weight[1] - weight[0]);
        var direction = where((labels == 0).unsqueeze(1), slope.sign().unsqueeze(0), -slope.sign().unsqueeze(0));
        var (low, high) = (zeros(200), ones(200));
        for (var halving = 0; halving < 40; halving++)
        {
            var middle = (low + high) / 2;
            var isBroken = model.forward((inputs + middle.unsqueeze(1) * direction).clamp(0, 1)).argmax(1) != labels;
            (low, high) = (where(isBroken, low, middle), where(isBroken, middle, high));
        }

        var nearEnough = (high < 0.999).logical_and(high > 0.02);
        var expected = high[nearEnough].data<float>().ToArray();
        Assert.InRange(expected.Length, 50, 200);
        var distances = Distances(attack, model, inputs[nearEnough], Norm.Linf, Bounds.Unit);
        Assert.All(expected.Zip(distances), pair => Assert.InRange(pair.Second / pair.First, 1 - 1e-5, 1 + tolerance));
    }

    [Theory]
    [InlineData("FAB", "Linf", Clear)]
    [InlineData("FAB", "L2", Clear)]
    [InlineData("FAB-T", "L1", Clear)]
    [InlineData("FMN", "L2", 0.01)]
    [InlineData("DDN", "L2", 0.01)]
    [InlineData("DeepFool", "Linf", 0.021)]
    public void A_mask_shares_the_budget_and_freezes_features(string attack, string norm, double tolerance)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(12);
        var mask = tensor(new[] { 1f, 0.5f, 0f, 0.25f, 1f, 1f });
        var (weight, bias) = (draws.Normal(2, 6), draws.Normal(2));
        var model = new LinearModel(weight, bias);
        var inputs = draws.Normal(20, 6);
        var expected = new LinearModel(weight * mask, zeros(2)).SmallestPerturbation(inputs, Norm.Find(norm)!);
        var (margin, shifted) = (model.forward(inputs), new LinearModel(weight * mask, zeros(2)).forward(inputs));
        expected = expected * (margin.select(1, 0) - margin.select(1, 1)).abs() / (shifted.select(1, 0) - shifted.select(1, 1)).abs();
        var result = Evaluate(attack, model, inputs, new ThreatModel(Norm.Find(norm)!, 1, Data.Unbounded) { Mask = mask });
        foreach (var (example, distance) in result.Examples.Zip(expected.data<float>().ToArray()).Where(pair => pair.Second > 0.1))
        {
            Assert.InRange(example.Witness!.Distance / distance, 1 - 1e-5, 1 + tolerance);
            Assert.Equal(inputs[example.Index, 2].item<float>(), example.Witness.Input[0, 2].item<float>());
        }
    }

    [Fact]
    public void In_L0_the_fewest_features_are_found()
    {
        using var scope = NewDisposeScope();
        // The logits' difference is 1.5: within bounds it takes the first feature and any other, or all of the others.
        var model = new LinearModel(tensor(new[,] { { 0f, 0f, 0f, 0f }, { 1f, 0.75f, 0.7f, 0.65f } }), tensor(new[] { 1.5f, 0f }));
        var distances = Distances("FMN", model, zeros(1, 4), Norm.L0, Bounds.Unit);
        Assert.Equal([2.0], distances);
    }

    private static Tensor FarFromTheBoundary(LinearModel model, Drawn draws, Norm norm)
    {
        var inputs = draws.Normal([4 * Count, .. Shape[1..]]);
        var (_, farthest) = model.SmallestPerturbation(inputs, norm).topk(Count);
        return inputs.index_select(0, farthest);
    }

    private static double[] Distances(string attack, LinearModel model, Tensor inputs, Norm norm, Bounds bounds) =>
        [.. Evaluate(attack, model, inputs, new ThreatModel(norm, 1, bounds)).Examples.Select(example => example.Witness?.Distance ?? double.PositiveInfinity)];

    private static SuiteResult Evaluate(string attack, LinearModel model, Tensor inputs, ThreatModel threat)
    {
        using var victim = new Victim(model, CPU);
        var suite = new Suite("custom", [AttackCatalog.Create(attack, new Dictionary<string, string>())]);
        return SuiteEvaluation.RunNearest(victim, Data.AsClassifiedBy(model, inputs), suite, threat, new EvaluationOptions());
    }
}
