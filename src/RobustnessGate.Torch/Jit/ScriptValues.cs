using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Arguments and results of TorchScript: any .NET object in, any .NET object out.</summary>
internal static unsafe class ScriptValues
{
    internal delegate int Invocation(NativeValue* arguments, int count, NativeValue* result);

    /// <summary>Lays the arguments out, makes the call and reads its result.</summary>
    internal static object? Call(object?[] arguments, Invocation invocation)
    {
        var values = Array.ConvertAll(arguments, ToValue);
        var block = NativeMemory.Alloc((nuint)Math.Max(1, ArgumentBlock.Size(null, values)));
        try
        {
            NativeValue result;
            var count = ArgumentBlock.Fill(null, values, (byte*)block);
            var status = invocation((NativeValue*)block, count, &result);
            ArgumentBlock.KeepAlive(null, values);
            NativeError.ThrowIfFailed(status);
            var read = FromNative(result);
            NativeMethods.rg_value_free(&result, 1);
            return read;
        }
        finally
        {
            NativeMemory.Free(block);
        }
    }

    private static Value ToValue(object? argument) => argument switch
    {
        null => Value.None,
        torch.Tensor tensor => tensor,
        Scalar scalar => scalar,
        bool flag => flag,
        int number => number,
        long number => number,
        float number => (double)number,
        double number => number,
        string text => text,
        torch.Device device => device,
        long[] integers => integers,
        int[] integers => Array.ConvertAll(integers, number => (long)number),
        double[] numbers => numbers,
        float[] numbers => Array.ConvertAll(numbers, number => (double)number),
        bool[] flags => flags,
        IEnumerable<torch.Tensor> tensors => Value.TensorList(tensors),
        ITuple tuple => Value.Tuple(Items(tuple)),
        IEnumerable items => Value.List(items.Cast<object?>().Select(ToValue).ToArray()),
        _ => throw new NotSupportedException($"A {argument.GetType().Name} cannot be passed to TorchScript: pass tensors, numbers, booleans, text, or lists and tuples of those."),
    };

    private static Value[] Items(ITuple tuple)
    {
        var items = new Value[tuple.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ToValue(tuple[i]);
        }

        return items;
    }

    private static object? FromNative(in NativeValue value) => value.Tag switch
    {
        ValueTag.None => null,
        ValueTag.Tensor => value.TakeTensor(),
        ValueTag.Int or ValueTag.Double or ValueTag.Bool or ValueTag.Complex => Scalar.From(value),
        ValueTag.String => value.Text,
        ValueTag.Device => new torch.Device((DeviceType)value.First, (int)value.Second),
        ValueTag.List => ToList(Read(value)),
        ValueTag.Tuple => ToTuple(Read(value)),
        ValueTag.Dict => ToDictionary(Read(value)),
        _ => throw new NotSupportedException($"TorchScript returned a {value.Tag}, which has no .NET form."),
    };

    private static object?[] Read(in NativeValue value)
    {
        var children = value.Children;
        var items = new object?[children.Length];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = FromNative(children[i]);
        }

        return items;
    }

    private static object ToList(object?[] items)
    {
        if (Array.TrueForAll(items, item => item is torch.Tensor))
        {
            return Array.ConvertAll(items, item => (torch.Tensor)item!);
        }

        return Array.TrueForAll(items, item => item is Scalar) ? Array.ConvertAll(items, item => (Scalar)item!) : items;
    }

    private static Dictionary<object, object?> ToDictionary(object?[] pairs)
    {
        var dictionary = new Dictionary<object, object?>();
        for (var i = 0; i < pairs.Length; i += 2)
        {
            dictionary[pairs[i]!] = pairs[i + 1];
        }

        return dictionary;
    }

    /// <summary>Tuples of tensors and of numbers are typed, as callers cast to them; longer ones are arrays.</summary>
    private static object? ToTuple(object?[] items)
    {
        if (Array.TrueForAll(items, item => item is torch.Tensor))
        {
            return Typed(Array.ConvertAll(items, item => (torch.Tensor)item!));
        }

        return Array.TrueForAll(items, item => item is Scalar) ? Typed(Array.ConvertAll(items, item => (Scalar)item!)) : Typed(items);
    }

    private static object? Typed<T>(T[] items) => items.Length switch
    {
        1 => items[0],
        2 => (items[0], items[1]),
        3 => (items[0], items[1], items[2]),
        4 => (items[0], items[1], items[2], items[3]),
        5 => (items[0], items[1], items[2], items[3], items[4]),
        _ => items,
    };
}
