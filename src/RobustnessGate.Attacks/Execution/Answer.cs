using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>What a model answers on one input.</summary>
/// <param name="Class">The class with the largest logit; −1 where the output is not finite.</param>
/// <param name="IsFinite">Every logit is finite.</param>
internal readonly record struct Answer(long Class, bool IsFinite)
{
    /// <summary>Reads logits [1, K].</summary>
    public static Answer From(Tensor logits)
    {
        var scores = logits.to(ScalarType.Float64).cpu().data<double>().ToArray();
        return Array.TrueForAll(scores, double.IsFinite) ? new Answer(Array.IndexOf(scores, scores.Max()), true) : new Answer(-1, false);
    }
}
