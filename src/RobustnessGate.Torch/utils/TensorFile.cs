using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>
/// A tensor as TorchSharp stores it: type, number of dimensions and sizes as LEB128 integers, then the elements, row by row,
/// in the machine's byte order.
/// </summary>
internal static unsafe class TensorFile
{
    // Larger spans than this are not possible; any multiple of every element size would do.
    private const int ChunkBytes = 1 << 26;

    internal static void Write(Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((long)tensor.dtype);
        var shape = tensor.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape)
        {
            writer.Encode(size);
        }
        writer.Flush();
        using var scope = NewDisposeScope();
        ForEachChunk(tensor.detach().cpu().contiguous(), chunk => writer.BaseStream.Write(chunk.Span));
    }

    /// <summary>Reads into <paramref name="target"/>.</summary>
    /// <exception cref="ArgumentException">The stored type or shape is another.</exception>
    internal static void ReadInto(Tensor target, BinaryReader reader)
    {
        var (dtype, shape) = ReadHeader(reader);
        if (dtype != target.dtype)
        {
            throw new ArgumentException(
                $"Mismatched tensor data types while loading: {dtype} is stored but {target.dtype} is expected. "
                + "Make sure that the model you are loading into is exactly the same as the origin.", nameof(reader));
        }
        if (!shape.SequenceEqual(target.shape))
        {
            throw new ArgumentException(
                $"Mismatched tensor shape while loading: [{string.Join(", ", shape)}] is stored but [{string.Join(", ", target.shape)}] is expected. "
                + "Make sure that the model you are loading into is exactly the same as the origin.", nameof(reader));
        }
        using var untracked = no_grad();
        using var elements = ReadElements(dtype, shape, reader);
        target.copy_(elements);
    }

    internal static Tensor Read(BinaryReader reader)
    {
        var (dtype, shape) = ReadHeader(reader);
        return ReadElements(dtype, shape, reader);
    }

    internal static void Skip(BinaryReader reader)
    {
        using var unused = Read(reader);
    }

    private static (ScalarType Dtype, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var dtype = (ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = reader.Decode();
        }
        return (dtype, shape);
    }

    private static Tensor ReadElements(ScalarType dtype, long[] shape, BinaryReader reader)
    {
        var elements = empty(shape, dtype, CPU);
        try
        {
            ForEachChunk(elements, chunk => reader.BaseStream.ReadExactly(chunk.Span));
            return elements;
        }
        catch
        {
            elements.Dispose();
            throw;
        }
    }

    private static void ForEachChunk(Tensor contiguous, Action<NativeBytes> action)
    {
        NativeError.ThrowIfFailed(NativeMethods.rg_tensor_data(contiguous.Handle, out var data));
        var total = contiguous.NumberOfElements * contiguous.ElementSize;
        for (var offset = 0L; offset < total; offset += ChunkBytes)
        {
            action(new NativeBytes((byte*)data + offset, (int)Math.Min(ChunkBytes, total - offset)));
        }
        GC.KeepAlive(contiguous);
    }

    private readonly struct NativeBytes(byte* start, int length)
    {
        internal Span<byte> Span => new(start, length);
    }
}
