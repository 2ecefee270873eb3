using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

/// <summary>Tensors that hold one value for each row of a batch.</summary>
internal static class RowTensors
{
    /// <summary>Values [B] reshaped so that they broadcast over <paramref name="batch"/> [B, ...].</summary>
    public static Tensor Over(this Tensor values, Tensor batch)
    {
        var shape = new long[batch.dim()];
        Array.Fill(shape, 1);
        shape[0] = values.shape[0];
        return values.reshape(shape);
    }

    /// <summary>The memory of a contiguous tensor of float32 on the CPU.</summary>
    public static Span<float> Floats(this Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>How many features an input of a batch of this shape [B, ...] has.</summary>
    public static long Features(ReadOnlySpan<long> shape)
    {
        var features = 1L;
        foreach (var size in shape[1..])
            features *= size;
        return features;
    }
}
