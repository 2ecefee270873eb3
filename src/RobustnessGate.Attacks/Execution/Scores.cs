using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Logits brought to where they are looked at one by one.</summary>
internal readonly struct Scores
{
    private readonly float[] values;
    private readonly int classes;
    private readonly int width;

    /// <summary>Reads logits [B, K] in single precision, as a victim gives them.</summary>
    public Scores(Tensor logits)
    {
        classes = width = (int)logits.shape[1];
        values = logits.Values<float>();
    }

    /// <summary>Reads, at once, logits [B, K] and another number of each row, [B].</summary>
    public Scores(Tensor logits, Tensor others)
    {
        classes = (int)logits.shape[1];
        width = classes + 1;
        using var both = cat([logits, others.unsqueeze(1)], 1);
        values = both.Values<float>();
    }

    /// <summary>How many rows there are.</summary>
    public int Count => values.Length / width;

    /// <summary>The other number of each row.</summary>
    public float[] Others()
    {
        var others = new float[Count];
        for (var row = 0; row < others.Length; row++)
            others[row] = values[row * width + classes];
        return others;
    }

    /// <summary>The class with the largest logit; −1 where an output is not finite.</summary>
    public long Predicted(int row)
    {
        var scores = Row(row);
        var best = 0;
        for (var index = 0; index < scores.Length; index++)
        {
            if (!float.IsFinite(scores[index]))
                return -1;
            if (scores[index] > scores[best])
                best = index;
        }

        return best;
    }

    /// <summary>The logit of a class less the largest of the others.</summary>
    public float Margin(int row, long label)
    {
        var scores = Row(row);
        var other = float.NegativeInfinity;
        for (var index = 0; index < scores.Length; index++)
        {
            if (index != label && !(scores[index] <= other))
                other = scores[index];
        }

        return scores[(int)label] - other;
    }

    /// <summary>The largest size of a row's logits.</summary>
    public float Size(int row)
    {
        var size = 0f;
        foreach (var score in Row(row))
            size = Math.Max(size, Math.Abs(score));
        return size;
    }

    /// <summary>The largest size of every row's logits.</summary>
    public float[] Sizes()
    {
        var sizes = new float[Count];
        for (var row = 0; row < sizes.Length; row++)
            sizes[row] = Size(row);
        return sizes;
    }

    private ReadOnlySpan<float> Row(int row) => values.AsSpan(row * width, classes);
}
