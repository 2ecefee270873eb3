namespace RobustnessGate.Attacks;

/// <summary>The order that a seed shuffles examples into, the same on every machine and .NET version: Fisher and Yates's shuffle
/// (Durstenfeld 1964, from the last position down) driven by SplitMix64 (Steele, Lea and Flood 2014) with the seed as its state.</summary>
public static class Permutation
{
    /// <summary>The numbers 0 to <paramref name="count"/> − 1 in the order of <paramref name="seed"/>.</summary>
    public static long[] Of(long count, long seed)
    {
        var order = new long[count];
        for (long i = 0; i < count; i++)
            order[i] = i;

        var state = (ulong)seed;
        for (var i = count - 1; i > 0; i--)
        {
            var j = (long)Below((ulong)i + 1, ref state);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>The next number of SplitMix64.</summary>
    internal static ulong Next(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    // Lemire 2019: the high half of a product is uniform once the few low halves that would favour small numbers are rejected.
    private static ulong Below(ulong bound, ref ulong state)
    {
        var rejected = (0 - bound) % bound;
        while (true)
        {
            var high = Math.BigMul(Next(ref state), bound, out var low);
            if (low >= rejected)
                return high;
        }
    }
}
