using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The functions of native/abi.h. A status other than zero means that <see cref="NativeError"/> knows why.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "RobustnessGateTorch";

    static NativeMethods() => NativeLibraryLoader.Register();

    [LibraryImport(Library)] internal static partial IntPtr rg_last_error();
    [LibraryImport(Library)] internal static partial IntPtr rg_version();
    [LibraryImport(Library)] internal static partial int rg_text(int which, NativeValue* result);
    [LibraryImport(Library)] internal static partial void rg_value_free(NativeValue* values, int count);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_operator_resolve(string schema, out IntPtr resolved);

    [LibraryImport(Library)]
    internal static partial int rg_operator_call(IntPtr resolved, NativeValue* arguments, int count, NativeValue* results, int capacity, int* produced);

    [LibraryImport(Library)] internal static partial void rg_tensor_free(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int rg_tensor_share(IntPtr tensor, out IntPtr shared);
    [LibraryImport(Library)] internal static partial int rg_tensor_describe(IntPtr tensor, NativeTensorInfo* info);
    [LibraryImport(Library)] internal static partial int rg_tensor_data(IntPtr tensor, out IntPtr data);

    [LibraryImport(Library)]
    internal static partial int rg_tensor_from_blob(
        void* data, long* sizes, int dimensions, int dtype, delegate* unmanaged<IntPtr, void> release, IntPtr context, NativeValue* result);

    [LibraryImport(Library)] internal static partial int rg_tensor_set_requires_grad(IntPtr tensor, int value);
    [LibraryImport(Library)] internal static partial int rg_tensor_retain_grad(IntPtr tensor);
    [LibraryImport(Library)] internal static partial int rg_tensor_grad(IntPtr tensor, out IntPtr grad);
    [LibraryImport(Library)] internal static partial int rg_tensor_set_grad(IntPtr tensor, IntPtr grad);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_tensor_save(IntPtr tensor, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_tensor_load(string path, NativeValue* result);

    [LibraryImport(Library)] internal static partial int rg_backward(NativeValue* lists, int retainGraph, int createGraph);

    [LibraryImport(Library)]
    internal static partial int rg_grad(NativeValue* lists, int retainGraph, int createGraph, int allowUnused, NativeValue* result);

    [LibraryImport(Library)] internal static partial int rg_inference_enter(int enabled, out IntPtr guard);
    [LibraryImport(Library)] internal static partial void rg_inference_exit(IntPtr guard);

    [LibraryImport(Library)] internal static partial int rg_setting_get(NativeSetting setting, out long value);
    [LibraryImport(Library)] internal static partial int rg_setting_set(NativeSetting setting, long value);
    [LibraryImport(Library)] internal static partial int rg_cuda_synchronize(long index);
    [LibraryImport(Library)] internal static partial int rg_manual_seed(ulong seed);
    [LibraryImport(Library)] internal static partial int rg_cuda_manual_seed(ulong seed, int all);
    [LibraryImport(Library)] internal static partial int rg_generator_new(ulong seed, out IntPtr generator);
    [LibraryImport(Library)] internal static partial int rg_generator_default(out IntPtr generator);
    [LibraryImport(Library)] internal static partial void rg_generator_free(IntPtr generator);
    [LibraryImport(Library)] internal static partial int rg_generator_seed(IntPtr generator, ulong seed);
    [LibraryImport(Library)] internal static partial int rg_generator_initial_seed(IntPtr generator, out ulong seed);
    [LibraryImport(Library)] internal static partial int rg_generator_get_state(IntPtr generator, NativeValue* result);
    [LibraryImport(Library)] internal static partial int rg_generator_set_state(IntPtr generator, IntPtr state);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_load(string? path, byte* bytes, long length, int deviceType, int deviceIndex, out IntPtr module);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_save(IntPtr module, string path);

    [LibraryImport(Library)] internal static partial void rg_jit_free(IntPtr module);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_call(IntPtr module, string method, NativeValue* arguments, int count, NativeValue* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_signature(IntPtr module, string method, out int inputs, out int outputs);

    [LibraryImport(Library)] internal static partial int rg_jit_tensors(IntPtr module, int kind, int recurse, NativeValue* result);
    [LibraryImport(Library)] internal static partial int rg_jit_modules(IntPtr module, int recurse, NativeValue* result);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_set_attribute(IntPtr module, string name, NativeValue* value);

    [LibraryImport(Library)] internal static partial int rg_jit_train(IntPtr module, int on);
    [LibraryImport(Library)] internal static partial int rg_jit_is_training(IntPtr module, out int on);

    [LibraryImport(Library)]
    internal static partial int rg_jit_to(IntPtr module, int hasDevice, int deviceType, int deviceIndex, int dtype, int nonBlocking);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_compile(string script, out IntPtr unit);

    [LibraryImport(Library)] internal static partial void rg_jit_unit_free(IntPtr unit);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rg_jit_unit_call(IntPtr unit, string method, NativeValue* arguments, int count, NativeValue* result);
}
