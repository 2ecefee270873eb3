using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    private static ScalarType defaultDtype = ScalarType.Float32;
    private static Device? defaultDevice;

    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.rg_version()) ?? string.Empty;

    public static DisposeScope? CurrentDisposeScope => DisposeScopeManager.ThreadSingleton.CurrentDisposeScope;

    public static ScalarType get_default_dtype() => defaultDtype;

    public static void set_default_dtype(ScalarType dtype) => defaultDtype = dtype;

    public static Device get_default_device() => defaultDevice ?? CPU;

    public static void set_default_device(Device device) => defaultDevice = device;

    public static void set_default_device(string device) => defaultDevice = new Device(device);

    public static int get_num_threads() => (int)NativeSetting.Threads.Read();

    public static void set_num_threads(int num) => NativeSetting.Threads.Write(num);

    public static int get_num_interop_threads() => (int)NativeSetting.InteropThreads.Read();

    public static void set_num_interop_threads(int num) => NativeSetting.InteropThreads.Write(num);

    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    public static Tensor WrappedTensorDisposeScope(Func<Tensor> expr)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(expr());
    }

    public static bool is_nonzero(Tensor input) => input.is_nonzero();

    public static ScalarType promote_types(ScalarType type1, ScalarType type2) => (ScalarType)Aten.CallLong("promote_types(type1,type2)", type1, type2);

    public static bool can_cast(ScalarType from, ScalarType to) => Aten.CallBool("can_cast(from,to)", from, to);

    public static void save(Tensor t, string location) => t.save(location);

    public static Tensor load(string location) => Tensor.load(location);

    public static bool cuda_is_available() => cuda.is_available();
}
