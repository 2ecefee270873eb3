using TorchSharp;

namespace RobustnessGate.Torch;

/// <summary>The published TorchSharp packages.</summary>
internal static class TorchProvider
{
    internal static string Name => "TorchSharp";

    internal static string LibTorchVersion => torch.__version__;

    /// <summary>TorchSharp does not hand on what libtorch says about its build.</summary>
    internal static string? BuildConfiguration => null;

    internal static string? WhyUnavailable()
    {
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            using var probe = torch.zeros(1);
            return null;
        }
        catch (Exception failure) when (failure is DllNotFoundException or NotSupportedException or TypeInitializationException or InvalidOperationException)
        {
            var cause = failure.InnerException ?? failure;
            return $"TorchSharp's native libraries cannot be loaded ({cause.Message.Split('\n')[0].TrimEnd('.', ' ')}): reference TorchSharp-cpu or TorchSharp-cuda-linux of TorchSharp's own version.";
        }
    }
}
