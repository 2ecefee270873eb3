using RobustnessGate.Attacks.Tests.Models;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks.Tests.WhiteBox;

public sealed class AutoPgdTests
{
    // The first step must be compared with the start, and not with a loss of zero, which one of these is above and the other below.
    [Fact]
    public void A_constant_that_is_added_to_the_loss_changes_no_step()
    {
        var above = Path(4);
        Assert.Equal(above, Path(-4));
        // Down, up and back: the first checkpoint has seen one increase in two steps, which is too few for the step to stay as long as it was.
        Assert.True(Math.Abs(above[4] - above[3]) < 0.15);
    }

    private static List<float> Path(float level)
    {
        using var scope = NewDisposeScope();
        var points = new List<float>();
        using var model = new FunctionModel(input =>
        {
            points.Add(input.item<float>());
            return cat([ones_like(input), -(input - 0.57).abs()], 1);
        });
        var examples = Data.Labelled(full([1, 1], 0.5f), zeros(1, ScalarType.Int64));
        Catalogue.Evaluate(new LevelledAutoPgd { Steps = 10, Level = level }, model, examples, new ThreatModel(Norm.Linf, 0.1, Bounds.Unit));
        return points;
    }

    private sealed record LevelledAutoPgd : RestartedAutoPgd
    {
        public float Level { get; init; }

        private protected override AttackLoss Objective => (logits, _) => logits.select(1, 1) + Level;
    }
}
