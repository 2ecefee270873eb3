using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>
/// Calls any operator of libtorch by its schema: <c>"add.Tensor(self,other,alpha)"</c> names the operator, its overload and the
/// arguments that follow; every other argument takes the schema's default. New tensors belong to the current dispose scope.
/// </summary>
internal static unsafe class Aten
{
    /// <summary>Calls an operator that returns one tensor.</summary>
    internal static torch.Tensor Call(string schema, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(schema, null, arguments, &result, 1);
        return result.TakeTensor();
    }

    internal static (torch.Tensor, torch.Tensor) Call2(string schema, params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[2];
        Invoke(schema, null, arguments, results, 2);
        return (results[0].TakeTensor(), results[1].TakeTensor());
    }

    internal static (torch.Tensor, torch.Tensor, torch.Tensor) Call3(string schema, params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[3];
        Invoke(schema, null, arguments, results, 3);
        return (results[0].TakeTensor(), results[1].TakeTensor(), results[2].TakeTensor());
    }

    internal static (torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor) Call4(string schema, params ReadOnlySpan<Value> arguments)
    {
        var results = stackalloc NativeValue[4];
        Invoke(schema, null, arguments, results, 4);
        return (results[0].TakeTensor(), results[1].TakeTensor(), results[2].TakeTensor(), results[3].TakeTensor());
    }

    /// <summary>Calls an operator that returns a list of tensors.</summary>
    internal static torch.Tensor[] CallList(string schema, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(schema, null, arguments, &result, 1);
        var tensors = result.TakeTensors();
        NativeMethods.rg_value_free(&result, 1);
        return tensors;
    }

    /// <summary>Calls an in-place operator on <paramref name="self"/>, which the schema names first and the arguments leave out.</summary>
    internal static T CallInPlace<T>(T self, string schema, params ReadOnlySpan<Value> arguments)
        where T : torch.Tensor
    {
        Invoke(schema, self, arguments, null, 0);
        return self;
    }

    /// <summary>Calls an operator for its effect alone.</summary>
    internal static void Run(string schema, params ReadOnlySpan<Value> arguments) => Invoke(schema, null, arguments, null, 0);

    internal static bool CallBool(string schema, params ReadOnlySpan<Value> arguments) => CallScalar(schema, arguments).First != 0;

    internal static long CallLong(string schema, params ReadOnlySpan<Value> arguments) => CallScalar(schema, arguments).First;

    internal static double CallDouble(string schema, params ReadOnlySpan<Value> arguments) => CallScalar(schema, arguments).FirstDouble;

    /// <summary>Calls an operator that returns a plain number.</summary>
    internal static NativeValue CallScalar(string schema, params ReadOnlySpan<Value> arguments)
    {
        NativeValue result;
        Invoke(schema, null, arguments, &result, 1);
        return result;
    }

    [SkipLocalsInit]
    private static void Invoke(string schema, torch.Tensor? self, ReadOnlySpan<Value> arguments, NativeValue* results, int capacity)
    {
        var resolved = Operators.Get(schema);
        var size = ArgumentBlock.Size(self, arguments);
        if (size <= ArgumentBlock.StackLimit)
        {
            var block = stackalloc byte[ArgumentBlock.StackLimit];
            Invoke(resolved, self, arguments, block, results, capacity);
            return;
        }

        var large = (byte*)NativeMemory.Alloc((nuint)size);
        try
        {
            Invoke(resolved, self, arguments, large, results, capacity);
        }
        finally
        {
            NativeMemory.Free(large);
        }
    }

    private static void Invoke(IntPtr resolved, torch.Tensor? self, ReadOnlySpan<Value> arguments, byte* block, NativeValue* results, int capacity)
    {
        var count = ArgumentBlock.Fill(self, arguments, block);
        int produced;
        var status = NativeMethods.rg_operator_call(resolved, (NativeValue*)block, count, results, capacity, &produced);
        if (status != 0)
        {
            status = RetryAfterCollection(resolved, self, block, count, results, capacity, &produced);
        }

        ArgumentBlock.KeepAlive(self, arguments);
        NativeError.ThrowIfFailed(status);
        if (produced < capacity)
        {
            throw new InvalidOperationException($"An operator returned {produced} values where {capacity} were expected.");
        }
    }

    /// <summary>Memory that dead tensors still hold is worth one more try. An in-place operator may have begun its work and gets none.</summary>
    private static int RetryAfterCollection(IntPtr resolved, torch.Tensor? self, byte* block, int count, NativeValue* results, int capacity, int* produced)
    {
        if (self is not null || !NativeError.IsOutOfMemory(NativeError.Message))
        {
            return 1;
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        return NativeMethods.rg_operator_call(resolved, (NativeValue*)block, count, results, capacity, produced);
    }
}
