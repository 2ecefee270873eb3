using static TorchSharp.torch;

namespace RobustnessGate.Attacks;

// Here and nowhere else: each read is counted.
#pragma warning disable RS0030

/// <summary>What goes to and fro between .NET and the device that a model is on. Reading waits for all that the device was asked to do; writing waits
/// for nothing.</summary>
internal static class DeviceMemory
{
    [ThreadStatic]
    private static long reads;

    /// <summary>How often this thread has waited for a device to read from it.</summary>
    public static long Reads => reads;

    /// <summary>The values of a tensor, wherever it is, in row-major order.</summary>
    public static T[] Values<T>(this Tensor tensor)
        where T : unmanaged
    {
        reads++;
        using var near = tensor.cpu();
        return near.numel() == 0 ? [] : near.data<T>().ToArray();
    }

    /// <summary>The value of a tensor of one element.</summary>
    public static T Value<T>(this Tensor scalar)
        where T : unmanaged
    {
        reads++;
        return scalar.item<T>();
    }

    /// <summary>Whether any element of a tensor of bool is true.</summary>
    public static bool HasAny(this Tensor which) => which.any().Value<bool>();

    /// <summary>The places of the elements of a vector of bool that are true, [M] of int64: how many there are has to be known.</summary>
    public static Tensor Places(this Tensor which)
    {
        reads++;
        return which.nonzero().squeeze(1);
    }

    /// <summary>The tensor itself where it is on the CPU, otherwise a copy there.</summary>
    public static Tensor OnCpu(this Tensor tensor)
    {
        reads++;
        return tensor.device_type == TorchSharp.DeviceType.CPU ? tensor : tensor.cpu();
    }

    /// <summary>Numbers as a vector on a device.</summary>
    public static Tensor On(this long[] values, Device device) => tensor(values, device: CPU).Sent(device);

    /// <inheritdoc cref="On(long[], Device)"/>
    public static Tensor On(this float[] values, Device device) => tensor(values, device: CPU).Sent(device);

    /// <inheritdoc cref="On(long[], Device)"/>
    public static Tensor On(this bool[] values, Device device) => tensor(values, device: CPU).Sent(device);

    /// <summary>A tensor on the CPU that nobody else looks at, on a device.</summary>
    public static Tensor Sent(this Tensor near, Device device) =>
        device.type == TorchSharp.DeviceType.CPU ? near : near.to(device, non_blocking: true);
}
