using RobustnessGate.Attacks.Tests.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.Suites;

public sealed class EightBitTests : IDisposable
{
    private const float Level = 1f / 255;

    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Features_go_to_the_nearest_level()
    {
        Assert.Equal([11, 12, 255, 0], Levels(Round([10.6f, 12.4f, 254.7f, 0.2f], [10, 12, 254, 0], epsilon: 8)));
    }

    [Fact]
    public void Where_the_nearest_level_is_outside_the_budget_the_next_one_inwards_is_taken()
    {
        // 2.6 levels away in either direction: 3 would be too far, 2 is not; the middle one stays within its 2.3.
        Assert.Equal([12, 8, 12], Levels(Round([12.6f, 7.4f, 12.3f], [10, 10, 10], epsilon: 2.6)));
    }

    [Fact]
    public void A_feature_that_the_attack_left_alone_keeps_its_value_even_between_levels()
    {
        var rounded = Round([10.5f, 20.7f], [10.5f, 20f], epsilon: 8);
        Assert.Equal([10.5f * Level, 21 * Level], rounded, Tolerance);
    }

    [Fact]
    public void A_feature_never_passes_the_clean_value_on_its_way_inwards()
    {
        // No level lies between the clean value and the adversarial one, and half a level is more than the budget.
        Assert.Equal([10.4f * Level, 10.6f * Level], Round([10.6f, 10.4f], [10.4f, 10.6f], epsilon: 0.2), Tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(37)]
    public void Many_features_are_rounded_as_each_would_be_by_itself(int features)
    {
        // Up and down by 2.6 levels, which has to become 2, or by 1.1, which becomes 1.
        var clean = Array.ConvertAll(Enumerable.Range(0, features).ToArray(), feature => 20f + feature);
        float[] moves = [2.6f, -2.6f, 1.1f, -1.1f, 0];
        var input = Array.ConvertAll(clean, level => level + moves[(int)level % moves.Length]);
        var alone = clean.SelectMany((level, feature) => Round([input[feature]], [level], epsilon: 2.6));
        Assert.Equal(alone, Round(input, clean, epsilon: 2.6));
    }

    [Fact]
    public void Inputs_that_are_rounded_together_go_each_their_own_way()
    {
        var threat = new ThreatModel(Norm.Linf, 2.6 / 255, Bounds.Unit);
        // The first has to go a level back, the second reaches the nearest.
        var rounded = EightBit.Round(tensor(new[] { 12.6f, 20.6f }, [2, 1]) / 255, tensor(new[] { 10f, 19f }, [2, 1]) / 255, threat);
        Assert.Equal([12, 21], Levels(rounded.data<float>().ToArray()));
    }

    [Theory]
    [InlineData("Linf", 2.6)]
    [InlineData("L2", 6.5)]
    [InlineData("L1", 25.0)]
    [InlineData("L0", 60.0)]
    public void What_was_within_the_budget_stays_there(string norm, double epsilon)
    {
        var draws = new Drawn(1);
        var bounds = new Bounds(-1, 3);
        var threat = new ThreatModel(Norm.Find(norm)!, norm == "L0" ? epsilon : epsilon * bounds.Width / 255, bounds);
        for (var trial = 0; trial < 20; trial++)
        {
            var clean = (draws.Uniform(1, 64) * 255).round() / 255 * 4 - 1;
            var adversarial = threat.Project(clean + draws.Normal(1, 64) * 0.05, clean);
            var rounded = EightBit.Round(adversarial, clean, threat);
            Assert.True(threat.Measure(rounded, clean).Allowed[0]);
            var levels = (rounded + 1) / 4 * 255;
            Assert.InRange((levels - levels.round()).abs().max().item<float>(), 0, 1e-3f);
        }
    }

    [Fact]
    public void An_input_of_levels_stays_as_it_is()
    {
        var input = arange(256, dtype: ScalarType.Float32).reshape(1, 256) / 255;
        Assert.True(EightBit.Round(input, input.roll(1, 1), new ThreatModel(Norm.Linf, 1, Bounds.Unit)).equal(input).all().item<bool>());
    }

    [Fact]
    public void A_witness_that_hangs_on_less_than_a_level_does_not_survive_and_one_with_room_does()
    {
        // The class changes half a level above 100.
        var model = new LinearModel(tensor(new float[] { 1, 0 }, [2, 1]), tensor(new[] { 0, 100.5f * Level }));
        using var victim = new Victim(model, CPU);
        var examples = new Examples(tensor(new[] { 101 * Level, 101 * Level }, [2, 1]), zeros(2, dtype: ScalarType.Int64), [0, 1]);
        Assert.False(Survives(0.7));
        Assert.True(Survives(1.0));

        bool Survives(double levels)
        {
            var threat = new ThreatModel(Norm.Linf, levels / 255, Bounds.Unit);
            var result = SuiteEvaluation.Run(victim, examples, new Suite("custom", [new Fgsm()]), threat, new EvaluationOptions());
            Assert.Equal(new PassCount(4, 0), result.VerificationPasses);
            return result.Examples.All(example => example.Witness!.Survives8Bit);
        }
    }

    private static float[] Round(float[] input, float[] clean, double epsilon)
    {
        var threat = new ThreatModel(Norm.Linf, epsilon / 255, Bounds.Unit);
        return EightBit.Round(Tensor(input), Tensor(clean), threat).data<float>().ToArray();
    }

    private static int[] Levels(float[] values) => Array.ConvertAll(values, value => (int)MathF.Round(value * 255));

    private static Tensor Tensor(float[] levels) => tensor(levels, [1, levels.Length]) / 255;

    private static bool Tolerance(float expected, float actual) => MathF.Abs(expected - actual) < 1e-6f;
}
