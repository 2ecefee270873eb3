using RobustnessGate.Runner.Datasets;

namespace RobustnessGate.Runner.Tests.Support;

/// <summary>Reads whole arrays of a dataset without libtorch.</summary>
internal static class Stored
{
    public static float[] Floats(StoredArray array) => [.. array.ReadFloats(AllRows(array), chunkRows: 4).SelectMany(chunk => chunk)];

    public static long[] Integers(StoredArray array) => [.. array.ReadIntegers(AllRows(array), chunkRows: 4).SelectMany(chunk => chunk)];

    private static long[] AllRows(StoredArray array) => [.. Enumerable.Range(0, (int)array.Count).Select(row => (long)row)];
}
