namespace RobustnessGate.Attacks;

/// <summary>Which examples make up the batches of an epoch: a function of the seed and the epoch alone.</summary>
internal static class EpochOrder
{
    /// <summary>The batches.</summary>
    /// <param name="rows">The numbers of the training examples.</param>
    /// <param name="labels">The class of every example, by its number.</param>
    /// <param name="batchSize">Examples a batch; the last one may have fewer, but never one, of which batch normalisation makes nothing.</param>
    /// <param name="balanced">Whether all classes are drawn equally often.</param>
    /// <param name="seed">Seed of the epoch.</param>
    public static IReadOnlyList<long[]> Batches(IReadOnlyList<long> rows, IReadOnlyList<long> labels, int batchSize, bool balanced, long seed)
    {
        var order = balanced ? Balanced(rows, labels, seed) : Shuffled(rows, seed);
        var batches = order.Chunk(batchSize).ToList();
        if (batches.Count > 1 && batches[^1].Length == 1)
            batches.RemoveAt(batches.Count - 1);
        return batches;
    }

    private static long[] Shuffled(IReadOnlyList<long> rows, long seed) => Array.ConvertAll(Permutation.Of(rows.Count, seed), position => rows[(int)position]);

    // Class after class takes its next example, each class in an order of its own that starts over when it is used up.
    private static long[] Balanced(IReadOnlyList<long> rows, IReadOnlyList<long> labels, long seed)
    {
        var classes = rows.GroupBy(row => labels[(int)row]).OrderBy(group => group.Key)
            .Select((group, number) => Shuffled([.. group], TrainingSeed.Of(seed, number))).ToArray();
        return Shuffled([.. Enumerable.Range(0, rows.Count).Select(draw => Next(classes[draw % classes.Length], draw / classes.Length))], seed);

        static long Next(long[] group, int draw) => group[draw % group.Length];
    }
}
