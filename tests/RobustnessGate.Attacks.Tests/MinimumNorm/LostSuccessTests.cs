using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.MinimumNorm;

/// <summary>What becomes of the nearest success where it does not hold when it is looked at alone: the search goes on from there.</summary>
public sealed class LostSuccessTests
{
    // The logits' difference falls by 3 for each unit of distance in Linf, 2 in L1 and √5 in L2; alone it is larger by more than rounding makes of it.
    private const double Offset = 3e-5;
    private const double Margin = 0.6;

    [Theory]
    [InlineData("FAB", "Linf", 3)]
    [InlineData("FAB", "L1", 2)]
    [InlineData("FAB-T", "L2", 2.2360679775)]
    [InlineData("FMN", "L2", 2.2360679775)]
    public void The_nearest_success_is_looked_for_a_little_farther_out(string attack, string norm, double slope)
    {
        var result = Nearest(attack, norm, Offset);
        Assert.All(result.Examples, example => Assert.InRange(example.Witness!.Distance, (Margin + Offset) / slope * (1 - 1e-6), Margin / slope * 1.01));
        Assert.Equal(0, result.Attacks[0].Unconfirmed);
    }

    [Theory]
    [InlineData("FAB", "Linf", 3)]
    [InlineData("FAB-T", "L2", 2.2360679775)]
    public void So_is_one_within_a_budget_while_that_has_room(string attack, string norm, double slope)
    {
        Assert.Equal(2, Broken(Margin / slope * 1.001));
        Assert.Equal(0, Broken((Margin + Offset) / slope * (1 - 1e-5)));

        int Broken(double epsilon)
        {
            using var scope = NewDisposeScope();
            using var model = Model(Offset);
            using var victim = new Victim(model, CPU);
            return AttackCatalog.Create(attack, new Dictionary<string, string>()).Run(victim, Examples(), new ThreatModel(Norm.Find(norm)!, epsilon, Bounds.Unit)).Count;
        }
    }

    [Fact]
    public void A_success_that_nothing_near_confirms_is_reported_as_lost()
    {
        var result = Nearest("FAB", "Linf", 100);
        Assert.All(result.Examples, example => Assert.Equal(Outcome.Robust, example.Outcome));
        Assert.Equal(2, result.Attacks[0].Unconfirmed);
    }

    // The room to each side is 0.7 and 0.8: the way to the boundary meets no bound.
    private static Examples Examples() => Data.Labelled(tensor(new[,] { { 0.7f, 0.8f }, { 0.7f, 0.8f } }), zeros(2, int64));

    private static FunctionModel Model(double offset) => new(x =>
    {
        var score = x.matmul(tensor(new[,] { { 2f }, { 1f } })) - (2.2 - Margin) + (x.shape[0] == 1 ? offset : 0);
        return cat([score, zeros_like(score)], 1);
    });

    private static SuiteResult Nearest(string attack, string norm, double offset)
    {
        using var scope = NewDisposeScope();
        using var model = Model(offset);
        using var victim = new Victim(model, CPU);
        var suite = new Suite("custom", [AttackCatalog.Create(attack, new Dictionary<string, string>())]);
        return SuiteEvaluation.RunNearest(victim, Examples(), suite, new ThreatModel(Norm.Find(norm)!, 1, Bounds.Unit), new EvaluationOptions());
    }
}
