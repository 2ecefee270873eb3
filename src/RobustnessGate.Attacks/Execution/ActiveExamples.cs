using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>The examples of a batch that an attack starts on.</summary>
/// <param name="Indices">Each example's index in the data.</param>
/// <param name="Clean">The inputs, [B, ...].</param>
/// <param name="Labels">The true classes, [B].</param>
/// <param name="CleanLogits">Logits of the inputs, [B, K].</param>
/// <param name="Targets">Classes that success means reaching, [B]; null where any misclassification is success.</param>
internal sealed record ActiveExamples(IReadOnlyList<long> Indices, Tensor Clean, Tensor Labels, Tensor CleanLogits, Tensor? Targets)
{
    /// <summary>Where an attack that takes a start begins, [B, ...]; values that are not a number where it begins as it would by itself; null for all.</summary>
    public Tensor? Starts { get; init; }

    /// <summary>For each example the class that means success when it is left, or the target when success means reaching that.</summary>
    public IReadOnlyList<long> ClassesOrTargets => field ??= (Targets ?? Labels).Values<long>();

    /// <summary>The largest size of each example's logits as it is.</summary>
    public IReadOnlyList<float> LogitSizes => field ??= new Scores(CleanLogits).Sizes();

    public ActiveExamples Select(IReadOnlyList<int> rows)
    {
        var chosen = rows.Select(row => (long)row).ToArray().On(Clean.device);
        return new ActiveExamples(
            [.. rows.Select(row => Indices[row])],
            Clean.index_select(0, chosen),
            Labels.index_select(0, chosen),
            CleanLogits.index_select(0, chosen),
            Targets?.index_select(0, chosen))
        {
            Starts = Starts?.index_select(0, chosen),
        };
    }
}
