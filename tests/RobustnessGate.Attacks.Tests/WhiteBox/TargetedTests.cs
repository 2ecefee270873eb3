using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.WhiteBox;

public sealed class TargetedTests
{
    private static readonly ThreatModel Wide = new(Norm.L2, 50, Data.Unbounded);

    [Fact]
    public void Given_targets_success_means_reaching_them()
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(6);
        var model = LinearModel.Random(12, 5, draws);
        var examples = Data.AsClassifiedBy(model, draws.Normal(20, 12));
        var targets = (examples.Labels + 2).remainder(5);
        using var victim = new Victim(model, CPU);
        var witnesses = new BasicIterative { Steps = 50 }.Run(victim, examples with { Targets = targets }, Wide);
        Assert.Equal(20, witnesses.Count);
        Assert.All(witnesses, witness => Assert.Equal(targets[witness.Index].item<long>(), witness.Predicted));
    }

    [Theory]
    [InlineData(TargetChoice.LeastLikely)]
    [InlineData(TargetChoice.MostLikely)]
    [InlineData(TargetChoice.Random)]
    public void A_chosen_target_drives_the_attack_and_any_misclassification_counts(TargetChoice target)
    {
        using var scope = NewDisposeScope();
        var draws = new Drawn(7);
        var model = LinearModel.Random(12, 5, draws);
        var examples = Data.AsClassifiedBy(model, draws.Normal(20, 12));
        using var victim = new Victim(model, CPU);
        var witnesses = new BasicIterative { Steps = 50, Target = target }.Run(victim, examples, Wide);
        Assert.Equal(20, witnesses.Count);
        Assert.All(witnesses, witness => Assert.NotEqual(examples.Labels[witness.Index].item<long>(), witness.Predicted));
    }

    [Fact]
    public void The_most_likely_target_is_the_runner_up()
    {
        using var scope = NewDisposeScope();
        var model = new LinearModel(eye(3), zeros(3));
        var examples = Data.Labelled(tensor(new[,] { { 1f, 0.5f, 0f } }), tensor(new[] { 0L }));
        using var victim = new Victim(model, CPU);
        var threat = new ThreatModel(Norm.L2, 5, Data.Unbounded);
        Assert.Equal(1, new Fgsm { Target = TargetChoice.MostLikely }.Run(victim, examples, threat).Single().Predicted);
        Assert.Equal(2, new Fgsm { Target = TargetChoice.LeastLikely }.Run(victim, examples, threat).Single().Predicted);
    }
}
