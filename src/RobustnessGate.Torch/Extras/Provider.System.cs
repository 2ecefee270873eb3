using TorchSharp;

namespace RobustnessGate.Torch;

/// <summary>This machine's libtorch, through the shim built beside this assembly.</summary>
internal static unsafe class TorchProvider
{
    internal static string Name => "System";

    internal static string LibTorchVersion => torch.__version__;

    internal static string? BuildConfiguration
    {
        get
        {
            NativeValue text;
            NativeError.ThrowIfFailed(NativeMethods.rg_text(0, &text));
            var configuration = text.Text;
            NativeMethods.rg_value_free(&text, 1);
            return configuration;
        }
    }

    internal static string? WhyUnavailable()
    {
        try
        {
            _ = NativeLibraryLoader.Load();
            return null;
        }
        catch (DllNotFoundException failure)
        {
            return failure.Message;
        }
    }
}
