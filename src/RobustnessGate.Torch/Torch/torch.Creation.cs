using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        var type = dtype ?? (integral ? ScalarType.Int64 : get_default_dtype());
        return Aten.Call("arange.start_step(start,end,step,dtype,device)", start, stop, step, type, InitializeDevice(device)).requires_grad_(requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Aten.Call("linspace(start,end,steps,dtype,device)", (Scalar)start, (Scalar)end, steps, dtype ?? get_default_dtype(), InitializeDevice(device))
            .requires_grad_(requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Named(
            Aten.Call("eye.m(n,m,dtype,device)", rows, columns == -1 ? rows : columns, dtype ?? get_default_dtype(), InitializeDevice(device))
                .requires_grad_(requires_grad),
            names);

    public static Tensor tril_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("tril_indices(row,col,offset,dtype,device)", row, col, offset, dtype, InitializeDevice(device));

    public static Tensor triu_indices(long row, long col, long offset = 0L, ScalarType dtype = ScalarType.Int64, Device? device = null) =>
        Aten.Call("triu_indices(row,col,offset,dtype,device)", row, col, offset, dtype, InitializeDevice(device));

    public static Tensor complex(Tensor real, Tensor imag) => Aten.Call("complex(real,imag)", real, imag);

    public static Tensor clone(Tensor input) => input.clone();

    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var elements = DotNetTypes.ScalarTypeOf(rawArray.GetType().GetElementType()!);
        var shared = Share(rawArray, 0, Enumerable.Range(0, rawArray.Rank).Select(rawArray.GetLongLength).ToArray(), elements);
        return Named(Converted(shared, dtype ?? elements, InitializeDevice(device)).requires_grad_(requires_grad), names);
    }

    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
        {
            throw new ArgumentException($"invalid value for 'offset': {offset}", nameof(offset));
        }

        var available = rawArray.LongLength - offset;
        if (count > available)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Only {available} elements lie after the offset.");
        }

        var shared = Share(rawArray, offset, [count < 0 ? available : count], DotNetTypes.ScalarTypeOf(rawArray.GetType().GetElementType()!));
        return Converted(shared, dtype, CPU).requires_grad_(requires_grad);
    }

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) => data.to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    public static Tensor as_tensor(IList<bool> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(bool[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(IList<int> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(int[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(IList<long> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(long[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(IList<float> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    public static Tensor as_tensor(IList<double> rawArray, ScalarType? dtype = null, Device? device = null) => tensor(rawArray, dtype, device);

    public static Tensor as_tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null) => from_array(rawArray, dtype, device);

    private static Tensor Create(string schema, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var created = Aten.Call(schema, size, dtype ?? get_default_dtype(), InitializeDevice(device));
        return Named(requires_grad ? created.requires_grad_() : created, names);
    }

    private static Tensor Fill(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        dtype ??= is_integral(value.Type) ? ScalarType.Int64 : get_default_dtype();
        var filled = Aten.Call("full(size,fill_value,dtype,device)", size, value, dtype, InitializeDevice(device));
        return Named(requires_grad ? filled.requires_grad_() : filled, names);
    }

    private static Tensor ScalarTensor(Scalar value, ScalarType? dtype, Device? device = null, bool requires_grad = false)
    {
        var made = Aten.Call("scalar_tensor(s,dtype,device)", value, dtype ?? value.Type, InitializeDevice(device));
        return requires_grad ? made.requires_grad_() : made;
    }

    private static Tensor FromArrayCopy<T>(Array source, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var shape = Enumerable.Range(0, source.Rank).Select(source.GetLongLength).ToArray();
        var elements = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(source)), source.Length);
        return FromData(elements, shape, dtype, device, requires_grad, names);
    }

    /// <summary>Copies elements into a new tensor; more elements than the shape needs are left out.</summary>
    private static Tensor FromData<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> shape, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var count = 1L;
        foreach (var size in shape)
        {
            count *= size;
        }

        if (count > elements.Length)
        {
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} vs. {elements.Length}", nameof(elements));
        }

        var type = DotNetTypes.ScalarTypeOf(typeof(T));
        var copied = Aten.Call("empty.memory_format(size,dtype,device)", shape.ToArray(), type, CPU);
        elements[..(int)count].CopyTo(new Span<T>((void*)copied.DataPointer, (int)count));
        return Named(Converted(copied, dtype ?? type, InitializeDevice(device)).requires_grad_(requires_grad), names);
    }

    private static T[] AsArray<T>(IList<T> elements) => elements as T[] ?? elements.ToArray();

    /// <summary>The tensor in the wanted dtype and device; the one it came from is not needed any more.</summary>
    private static Tensor Converted(Tensor source, ScalarType dtype, Device device) =>
        source.dtype == dtype && device.type == DeviceType.CPU ? source : source.to(dtype, device, disposeAfter: true);

    /// <summary>A tensor over a managed array's own memory, which stays pinned as long as libtorch holds on to it.</summary>
    private static Tensor Share(Array array, long offset, long[] shape, ScalarType elements)
    {
        var pinned = GCHandle.Alloc(array, GCHandleType.Pinned);
        var start = (byte*)pinned.AddrOfPinnedObject() + (offset * elements.ElementSize());
        NativeValue result;
        fixed (long* sizes = shape)
        {
            var status = NativeMethods.rg_tensor_from_blob(start, sizes, shape.Length, (int)elements, &Unpin, GCHandle.ToIntPtr(pinned), &result);
            if (status != 0)
            {
                pinned.Free();
                NativeError.ThrowIfFailed(status);
            }
        }

        return result.TakeTensor();
    }

    [UnmanagedCallersOnly]
    private static void Unpin(IntPtr handle) => GCHandle.FromIntPtr(handle).Free();

    private static Tensor Named(Tensor tensor, string[]? names) => names is null or []
        ? tensor
        : throw new NotSupportedException("This binding does not name dimensions: leave names out.");
}
