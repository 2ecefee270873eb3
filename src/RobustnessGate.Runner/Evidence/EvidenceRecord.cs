using RobustnessGate.Attacks;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Evidence;

/// <summary>The proof of a run: an adversarial input for every example that counts as broken.</summary>
/// <param name="ThreatModel">What the adversary was allowed.</param>
/// <param name="CheckpointSha256">Digest of the checkpoint that was attacked.</param>
/// <param name="DatasetSha256">Digest of the data that the examples come from.</param>
/// <param name="ExampleShape">Shape of one input, without the batch dimension.</param>
/// <param name="Entries">The witnesses, one for each broken example.</param>
internal sealed record EvidenceRecord(
    ThreatModel ThreatModel, string CheckpointSha256, string DatasetSha256, IReadOnlyList<long> ExampleShape, IReadOnlyList<EvidenceEntry> Entries)
{
    /// <summary>Takes the witnesses out of a suite's result.</summary>
    /// <param name="result">What the suite found.</param>
    /// <param name="inputs">The examples that it ran on, in its order.</param>
    /// <param name="provenance">What was attacked, and how.</param>
    public static EvidenceRecord Of(SuiteResult result, Tensor inputs, Provenance provenance) => new(
        provenance.ThreatModel,
        provenance.CheckpointSha256,
        provenance.DatasetSha256,
        inputs.shape[1..],
        [.. result.Examples.Select((example, row) => EntryOf(example, inputs, row)).OfType<EvidenceEntry>()]);

    private static EvidenceEntry? EntryOf(ExampleResult example, Tensor inputs, int row) => example is { Witness: { } witness, BrokenBy: { } attack }
        ? new EvidenceEntry(example.Index, example.Label, witness.Predicted, attack, witness.Distance, witness.Input, inputs.narrow(0, row, 1))
        : null;
}

/// <summary>One witness.</summary>
/// <param name="Index">The example's number in the data.</param>
/// <param name="Label">Its true class.</param>
/// <param name="Predicted">The class predicted on the witness; −1 where the output is not finite.</param>
/// <param name="Attack">The attack that found it.</param>
/// <param name="Distance">Its distance from the clean input, in the threat model's norm.</param>
/// <param name="Witness">The adversarial input, [1, ...] float32 on the CPU.</param>
/// <param name="Clean">The input that it comes from, in the same form; null in files from before it was kept.</param>
internal sealed record EvidenceEntry(long Index, long Label, long Predicted, string Attack, double Distance, Tensor Witness, Tensor? Clean = null);
