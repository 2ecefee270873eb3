using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>A running average of a model's weights: exponential (Gowal et al. 2020, arXiv 2010.03593, with a decay that warms up), or plain from some
/// point of the training on (Izmailov et al. 2018, arXiv 1803.05407).</summary>
/// <param name="weights">The model's weights.</param>
/// <param name="settings">Which average.</param>
internal sealed class WeightAverage(ModelWeights weights, Regularization settings) : IDisposable
{
    /// <summary>The averages; null before there are any.</summary>
    public Dictionary<string, Tensor>? Values { get; private set; }

    /// <summary>How many steps went in.</summary>
    public long Steps { get; private set; }

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="done">The share of the training that is done.</param>
    public void Add(double done)
    {
        if (settings.Ema is null && (settings.Swa is not { } start || done < start))
            return;
        if (Values is null)
        {
            Values = weights.Copy();
            Steps = 1;
            return;
        }

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        // The first steps of an exponential average would otherwise be all it knows for long.
        var kept = settings.Ema is { } decay ? Math.Min(decay, (1.0 + Steps) / (10 + Steps)) : Steps / (Steps + 1.0);
        // Of what does not learn the average is that itself, which adding up its parts would round.
        foreach (var (name, value) in weights.Parameters.Where(parameter => parameter.Value.requires_grad))
            Values[name].mul_(kept).add_(value, 1 - kept);
        foreach (var (name, value) in weights.Buffers)
        {
            // Running statistics are averages already; of a plain average of weights they are averaged alike.
            if (settings.Swa is not null && value.is_floating_point())
                Values[name].mul_(kept).add_(value, 1 - kept);
            else
                Values[name].copy_(value);
        }

        Steps++;
    }

    /// <summary>Goes on from remembered averages.</summary>
    public void Restore(Dictionary<string, Tensor>? values, long steps)
    {
        Values.DisposeAll();
        (Values, Steps) = (values, steps);
    }

    public void Dispose() => Values.DisposeAll();
}
