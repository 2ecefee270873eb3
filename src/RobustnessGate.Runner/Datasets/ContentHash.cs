using System.IO.Hashing;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Datasets;

/// <summary>Tells examples by what a model gets of them: XXH128 of an input's values as float32, scaled. It is the same for equal inputs in
/// files of any format; labels are no part of it.</summary>
internal static class ContentHash
{
    // 16 MiB of float32.
    private const long ChunkElements = 1 << 22;

    public static UInt128 Of(ReadOnlySpan<float> values) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(values));

    /// <summary>The hash of each row.</summary>
    /// <param name="inputs">[N, ...] float32, at least one element a row.</param>
    public static UInt128[] OfRows(Tensor inputs)
    {
        var hashes = new UInt128[inputs.shape[0]];
        var length = (int)(inputs.NumberOfElements / Math.Max(1, hashes.Length));
        var chunk = (int)Math.Max(1, ChunkElements / Math.Max(1, length));
        for (var start = 0; start < hashes.Length; start += chunk)
        {
            using var scope = torch.NewDisposeScope();
            var values = inputs.narrow(0, start, Math.Min(chunk, hashes.Length - start)).cpu().data<float>().ToArray();
            for (var at = 0; at < values.Length; at += length)
                hashes[start + (at / length)] = Of(values.AsSpan(at, length));
        }

        return hashes;
    }
}
