using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>The examples that a gate's data and training data have in common, told by their content.</summary>
/// <param name="Pairs">Numbers in their files of each such example of the gate's data, in its order, and of the first training example that is equal.</param>
internal sealed record ContentOverlap(IReadOnlyList<(long Gate, long Training)> Pairs)
{
    private const int MostListed = 3;

    public static ContentOverlap Of(TrainingData training, Dataset gate)
    {
        var rows = new Dictionary<UInt128, long>();
        for (var row = 0; row < training.Count; row++)
            rows.TryAdd(training.Hashes[row], row);

        var pairs = new List<(long, long)>();
        foreach (var (index, hash) in gate.Indices.Zip(ContentHash.OfRows(gate.Inputs)))
        {
            if (rows.TryGetValue(hash, out var row))
                pairs.Add((index, row));
        }

        return new ContentOverlap(pairs);
    }

    /// <summary>A model is not judged by what it has learned by heart.</summary>
    /// <exception cref="GateException">RG0401: the two have examples in common.</exception>
    public static void RequireNone(TrainingData training, Dataset gate)
    {
        var pairs = Of(training, gate).Pairs;
        if (pairs.Count == 0)
            return;

        var first = string.Join(", ", pairs.Take(MostListed).Select(pair => $"example {pair.Gate} is training example {pair.Training}"));
        throw InputKind.TrainingData.Error(
            Codes.TrainingDataOverlaps,
            $"{pairs.Count} of the {gate.Indices.Count} examples of the gate's data '{gate.Files[0]}' {(pairs.Count == 1 ? "is" : "are")} in the training data '{training.Files[0]}' ({first}{(pairs.Count > MostListed ? ", ..." : "")}), and the gate would judge what the model has learned by heart; take them out of RobustnessFineTuneDataset, or give other data.");
    }
}
