using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Labelled inputs to measure robustness on.</summary>
/// <param name="Inputs">The inputs, [N, ...] of float32 within the bounds.</param>
/// <param name="Labels">The true classes, [N] of int64.</param>
/// <param name="Indices">Each example's number in the data: it names the example, and fixes its random numbers.</param>
public sealed record Examples(Tensor Inputs, Tensor Labels, IReadOnlyList<long> Indices)
{
    /// <summary>How many examples there are.</summary>
    public int Count => Indices.Count;

    /// <summary>The classes that success means reaching, [N] of int64; null where any misclassification is success.</summary>
    public Tensor? Targets { get; init; }
}
