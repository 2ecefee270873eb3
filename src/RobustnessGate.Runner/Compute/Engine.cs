using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using RobustnessGate.Runner.Messages;
using RobustnessGate.Runner.Reports;
using RobustnessGate.Runner.Settings;
using static TorchSharp.torch;

namespace RobustnessGate.Runner.Compute;

/// <summary>What the run computes with: libtorch, made ready, on one device with so many threads.</summary>
/// <param name="Device">The device.</param>
/// <param name="Threads">The threads of passes on a processor.</param>
/// <param name="IsGiven">Whether the user has said how many.</param>
internal sealed record Engine(Device Device, int Threads, bool IsGiven)
{
    /// <exception cref="GateException">RG3001, RG3002: libtorch or the device is not there.</exception>
    public static Engine Start(ComputeSettings settings)
    {
        LibTorch.Load(settings.LibTorch);
        NativeHeap.KeepFreedMemory();
        // Left alone, libtorch takes half the cores of a small machine.
        var threads = settings.Threads ?? Math.Min(settings.Cores ?? int.MaxValue, Environment.ProcessorCount);
        set_num_threads(threads);
        return new Engine(DeviceFor(settings.Device), threads, settings.Threads is not null);
    }

    /// <summary>The engine with as many of its threads as help passes through a model, unless the user has said how many.</summary>
    /// <param name="pass">A pass as the run makes them.</param>
    public Engine FittedTo(Action pass) =>
        IsGiven || Device.type != TorchSharp.DeviceType.CPU ? this : this with { Threads = ThreadChoice.By(Threads, pass) };

    /// <summary>What the report says about the engine.</summary>
    public EnvironmentEntry Describe(int batchSize) => new(
        ToolVersion,
        LibTorch.TorchSharpVersion,
        LibTorch.Version.ToString(),
        Device.ToString(),
        Threads,
        batchSize,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    private static string ToolVersion =>
        typeof(Engine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private static Device DeviceFor(string name)
    {
        if (string.Equals(name, "cpu", StringComparison.Ordinal))
        {
            return CPU;
        }

        var isAuto = string.Equals(name, "auto", StringComparison.Ordinal);
        var count = cuda.is_available() ? cuda.device_count() : 0;
        if (isAuto && count == 0)
        {
            return CPU;
        }

        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var index = colon < 0 ? 0 : int.Parse(name.AsSpan(colon + 1), CultureInfo.InvariantCulture);
        return index < count ? device($"cuda:{index}") : throw Unavailable(name, count);
    }

    private static GateException Unavailable(string name, int count)
    {
        var found = count == 0
            ? "this libtorch sees no CUDA device"
            : $"this machine has {count} CUDA device{(count == 1 ? "" : "s")} (cuda:0{(count == 1 ? "" : $" to cuda:{count - 1}")})";
        return new(Codes.DeviceUnavailable, $"The device {name} is not available: {found}; choose another RobustnessDevice (--device), or auto.")
        {
            Setting = SettingCatalog.Device.ToString(),
        };
    }
}
