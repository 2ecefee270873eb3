using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Gate;

/// <summary>The scores of a batch, row by row.</summary>
internal sealed record OutputValues(float[] Values, int Classes)
{
    public static OutputValues Of(Victim victim, Tensor inputs)
    {
        using var scope = NewDisposeScope();
        var logits = victim.Logits(inputs);
        return new OutputValues(logits.to(ScalarType.Float32).cpu().data<float>().ToArray(), (int)logits.shape[1]);
    }

    /// <summary>The scores of some of the rows.</summary>
    public OutputValues Rows(int start, int count) => this with { Values = Values[(start * Classes)..((start + count) * Classes)] };

    /// <summary>How far the scores differ at most from others of the same inputs, in units of the largest score; 1 where one is finite and the
    /// other is not.</summary>
    public double RelativeDifference(OutputValues other)
    {
        var difference = 0.0;
        var size = float.Epsilon;
        foreach (var (one, two) in Values.Zip(other.Values))
        {
            if (one.Equals(two))
            {
                continue;
            }

            if (!float.IsFinite(one) || !float.IsFinite(two))
            {
                return 1;
            }

            difference = Math.Max(difference, Math.Abs((double)one - two));
        }

        foreach (var value in Values)
        {
            size = float.IsFinite(value) ? Math.Max(size, Math.Abs(value)) : size;
        }

        return difference / size;
    }
}
