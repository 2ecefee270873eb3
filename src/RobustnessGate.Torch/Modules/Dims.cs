namespace TorchSharp.Modules;

/// <summary>Sizes given as tuples, as the lists that operators take.</summary>
internal static class Dims
{
    internal static long[] Of((long, long) sizes) => [sizes.Item1, sizes.Item2];

    internal static long[]? Of((long, long)? sizes) => sizes is { } given ? Of(given) : null;

    internal static long[] Twice(long size) => [size, size];

    internal static long[]? Twice(long? size) => size is { } given ? Twice(given) : null;
}
