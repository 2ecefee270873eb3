namespace TorchSharp;

internal static class NativeSettingExtensions
{
    internal static long Read(this NativeSetting setting)
    {
        NativeError.ThrowIfFailed(NativeMethods.rg_setting_get(setting, out var value));
        return value;
    }

    internal static bool IsOn(this NativeSetting setting) => setting.Read() != 0;

    internal static void Write(this NativeSetting setting, long value) =>
        NativeError.ThrowIfFailed(NativeMethods.rg_setting_set(setting, value));

    internal static void Write(this NativeSetting setting, bool value) => setting.Write(value ? 1 : 0);
}
