namespace RobustnessGate.Runner.SelfTest;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers in every version of .NET, which <see cref="Random"/> does not promise.</summary>
internal sealed class SplitMix(ulong seed)
{
    private ulong state = seed;

    /// <summary>So many numbers between two.</summary>
    public float[] Uniform(int count, double low, double high) => [.. Enumerable.Range(0, count).Select(_ => (float)(low + (high - low) * Next()))];

    private double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var bits = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return ((bits ^ (bits >> 31)) >> 11) / (double)(1UL << 53);
    }
}
