namespace RobustnessGate.Attacks;

/// <summary>Seeds of the parts of a training, far from one another.</summary>
internal static class TrainingSeed
{
    /// <summary>The seed of a part.</summary>
    /// <param name="seed">The training's seed, or that of a larger part.</param>
    /// <param name="part">The part's number.</param>
    public static long Of(long seed, long part)
    {
        var (first, second, _, _) = Philox.Words((uint)part, (uint)(part >> 32), 0x7261696E, 0x74, (ulong)seed);
        return (long)(((ulong)second << 32) | first) & long.MaxValue;
    }
}
