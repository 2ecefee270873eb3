using System.Text;

namespace TorchSharp;

/// <summary>
/// Lays values out for a native call in one block: the tagged values first, then the lists and strings they point to. The
/// caller provides the block, on its stack where it fits.
/// </summary>
internal static unsafe class ArgumentBlock
{
    /// <summary>Blocks up to this many bytes live on the stack: shapes and a dozen tensors fit.</summary>
    internal const int StackLimit = 1024;

    internal static int Size(torch.Tensor? self, ReadOnlySpan<Value> values)
    {
        var bytes = (values.Length + (self is null ? 0 : 1)) * sizeof(NativeValue);
        foreach (ref readonly var value in values)
        {
            bytes += Aligned(value.ExtraBytes);
        }

        return bytes;
    }

    /// <summary>Fills the block and returns how many values it holds.</summary>
    internal static int Fill(torch.Tensor? self, ReadOnlySpan<Value> values, byte* block)
    {
        var target = (NativeValue*)block;
        var count = values.Length + (self is null ? 0 : 1);
        var extra = block + (count * sizeof(NativeValue));
        if (self is not null)
        {
            *target++ = new NativeValue { Tag = ValueTag.Tensor, First = self.Handle };
        }

        foreach (ref readonly var value in values)
        {
            *target++ = Write(value, extra);
            extra += Aligned(value.ExtraBytes);
        }

        return count;
    }

    /// <summary>Holds on to every object whose native handle is in the block until the call is over.</summary>
    internal static void KeepAlive(torch.Tensor? self, ReadOnlySpan<Value> values)
    {
        GC.KeepAlive(self);
        foreach (ref readonly var value in values)
        {
            GC.KeepAlive(value.Reference);
        }
    }

    private static NativeValue Write(in Value value, byte* extra)
    {
        var result = new NativeValue { Tag = value.Tag, First = value.First, Second = value.Second };
        switch (value.Reference)
        {
            case torch.Tensor tensor:
                result.First = tensor.Handle;
                break;
            case torch.Generator generator:
                result.First = generator.Handle;
                break;
            case string text:
                result.Length = Encoding.UTF8.GetBytes(text, new Span<byte>(extra, value.ExtraBytes));
                result.First = (long)extra;
                break;
            case long[] integers:
                integers.CopyTo(new Span<long>(extra, integers.Length));
                result.Length = integers.Length;
                result.First = (long)extra;
                break;
            case double[] numbers:
                numbers.CopyTo(new Span<double>(extra, numbers.Length));
                result.Length = numbers.Length;
                result.First = (long)extra;
                break;
            case bool[] flags:
                flags.CopyTo(new Span<bool>(extra, flags.Length));
                result.Length = flags.Length;
                result.First = (long)extra;
                break;
            case torch.Tensor?[] tensors:
                WriteHandles(tensors, (IntPtr*)extra);
                result.Length = tensors.Length;
                result.First = (long)extra;
                break;
            case Value[] children:
                _ = Fill(null, children, extra);
                result.Length = children.Length;
                result.First = (long)extra;
                break;
            default:
                break;
        }

        return result;
    }

    private static void WriteHandles(torch.Tensor?[] tensors, IntPtr* target)
    {
        foreach (var tensor in tensors)
        {
            *target++ = tensor is null ? IntPtr.Zero : tensor.Handle;
        }
    }

    private static int Aligned(int bytes) => (bytes + 7) & ~7;
}
