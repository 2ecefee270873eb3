using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>One tagged value at the native border. Mirrors <c>rg_value</c> of native/abi.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    internal ValueTag Tag;
    internal int Length;
    internal long First;
    internal long Second;

    internal readonly IntPtr Pointer => new(First);

    internal readonly double FirstDouble => BitConverter.Int64BitsToDouble(First);

    internal readonly double SecondDouble => BitConverter.Int64BitsToDouble(Second);

    internal readonly unsafe ReadOnlySpan<NativeValue> Children => new((void*)First, Length);

    internal readonly string Text => Marshal.PtrToStringUTF8(Pointer, Length);

    /// <summary>Takes over the native tensor; an undefined one becomes a tensor that is invalid.</summary>
    internal readonly torch.Tensor TakeTensor() => Tag switch
    {
        ValueTag.Tensor when First != 0 => new torch.Tensor(Pointer, Second),
        ValueTag.Tensor or ValueTag.None => new torch.Tensor(IntPtr.Zero, 0, register: false),
        _ => throw new InvalidOperationException($"libtorch returned a {Tag} where a tensor was expected."),
    };

    internal readonly torch.Tensor[] TakeTensors()
    {
        var children = Children;
        var tensors = new torch.Tensor[children.Length];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = children[i].TakeTensor();
        }

        return tensors;
    }
}
