using RobustnessGate.Attacks;
using RobustnessGate.Runner.Files;
using RobustnessGate.Runner.Messages;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Training data divided into what a model learns from and what an epoch is chosen by.</summary>
/// <param name="Training">Numbers of the examples to learn from, ascending.</param>
/// <param name="HeldOut">Numbers of the examples to choose by, ascending.</param>
internal sealed record HoldOut(long[] Training, long[] HeldOut)
{
    /// <summary>Draws examples to hold out: each class as often as its share of the data, as far as whole numbers and copies allow. Copies of an
    /// example stay on one side, since a model knows the other copy by heart.</summary>
    /// <param name="data">The data to divide.</param>
    /// <param name="count">How many examples to hold out; fewer are where copies do not add up to it.</param>
    /// <param name="seed">The same seed draws the same examples.</param>
    /// <exception cref="GateException">RG0402: nothing would be left on one side.</exception>
    public static HoldOut Draw(TrainingData data, int count, long seed)
    {
        if (count >= data.Count)
            throw TooSmall(data, count, $"has {data.Count} examples");

        var held = Draw(GroupsOf(data.Hashes), data.Labels, count, seed);
        if (count > 0 && held.Count == 0)
            throw TooSmall(data, count, "holds little but copies of the same examples");

        return new HoldOut([.. Enumerable.Range(0, data.Count).Select(row => (long)row).Where(row => !held.Contains(row))], [.. held.Order()]);
    }

    private static HashSet<long> Draw(List<List<long>> groups, long[] labels, int count, long seed)
    {
        var held = new HashSet<long>(count);
        var quotas = Quotas(labels, count);
        var shuffled = Permutation.Of(groups.Count, seed).Select(number => groups[(int)number]).ToList();
        foreach (var group in shuffled)
        {
            var label = labels[group[0]];
            if (group.Count <= quotas[label])
            {
                held.UnionWith(group);
                quotas[label] -= group.Count;
            }
        }

        // What a class could not give for its copies comes from the others.
        foreach (var group in shuffled.Where(group => !held.Contains(group[0])))
        {
            if (group.Count <= count - held.Count)
                held.UnionWith(group);
        }

        return held;
    }

    // Hamilton's method: everyone gets the whole part of his share, and those with the largest remainders one more.
    private static Dictionary<long, long> Quotas(long[] labels, int count)
    {
        var classes = labels.CountBy(label => label).OrderBy(share => share.Key).ToList();
        var quotas = classes.ToDictionary(share => share.Key, share => (long)share.Value * count / labels.Length);
        var left = (int)(count - quotas.Values.Sum());
        foreach (var (label, _) in classes.OrderByDescending(share => (long)share.Value * count % labels.Length).ThenBy(share => share.Key).Take(left))
            quotas[label]++;
        return quotas;
    }

    // In the order of their first rows.
    private static List<List<long>> GroupsOf(IReadOnlyList<UInt128> hashes)
    {
        var groups = new List<List<long>>();
        var numbers = new Dictionary<UInt128, int>();
        for (var row = 0; row < hashes.Count; row++)
        {
            if (numbers.TryAdd(hashes[row], groups.Count))
                groups.Add([row]);
            else
                groups[numbers[hashes[row]]].Add(row);
        }

        return groups;
    }

    private static GateException TooSmall(TrainingData data, int count, string why) => InputKind.TrainingData.Error(
        Codes.TrainingDataTooSmall,
        $"The training data '{data.Files[0]}' {why}, too few to hold out {count} that the best epoch is chosen by; give more data, or hold out fewer.");
}
