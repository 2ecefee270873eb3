using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>Turns a failed native call into an exception that carries libtorch's own sentence.</summary>
internal static class NativeError
{
    internal static void ThrowIfFailed(int status)
    {
        if (status != 0)
        {
            Throw();
        }
    }

    internal static string Message => Marshal.PtrToStringUTF8(NativeMethods.rg_last_error()) ?? string.Empty;

    internal static bool IsOutOfMemory(string message) =>
        message.Contains("out of memory", StringComparison.OrdinalIgnoreCase)
        || message.Contains("can't allocate memory", StringComparison.OrdinalIgnoreCase);

    [DoesNotReturn]
    private static void Throw() => throw new ExternalException(Message);
}
