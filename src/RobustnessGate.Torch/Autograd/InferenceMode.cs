namespace TorchSharp;

/// <summary>libtorch's inference mode on this thread until disposed. No finalizer: another thread must never leave the mode.</summary>
internal sealed class InferenceMode : IDisposable
{
    private IntPtr guard;

    internal InferenceMode(bool enabled) => NativeError.ThrowIfFailed(NativeMethods.rg_inference_enter(enabled ? 1 : 0, out guard));

    public void Dispose()
    {
        var entered = Interlocked.Exchange(ref guard, IntPtr.Zero);
        if (entered != IntPtr.Zero)
        {
            NativeMethods.rg_inference_exit(entered);
        }
    }
}
