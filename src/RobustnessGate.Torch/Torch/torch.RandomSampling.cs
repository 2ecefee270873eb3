namespace TorchSharp;

public static partial class torch
{
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Named(
            Aten.Call("randint.low_generator(low,high,size,generator,dtype,device)", low, high, size.Shape, generator, dtype ?? ScalarType.Int64, InitializeDevice(device))
                .requires_grad_(requires_grad),
            names);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0L, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0L, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint((long)low, (long)high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0L, (long)high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Aten.Call("randperm.generator(n,generator,dtype,device)", n, generator, dtype ?? ScalarType.Int64, InitializeDevice(device)).requires_grad_(requires_grad);

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null)
    {
        Aten.Run("randperm.generator_out(n,generator,out)", n, generator, @out);
        return @out;
    }

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn(size, dtype, device, requires_grad: false, generator, names).mul_(std).add_(mean).requires_grad_(requires_grad);

    private static Tensor Draw(string schema, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names)
    {
        var drawn = Aten.Call(schema, size, generator, dtype ?? get_default_dtype(), InitializeDevice(device));
        return Named(requires_grad ? drawn.requires_grad_() : drawn, names);
    }
}
